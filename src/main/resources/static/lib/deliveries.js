// How deliveries of notifications are shown: on the page that is about them, and in short among the operations.
import {html, nothing} from './lit.js';
import {number} from './format.js';
import {chip, time} from './parts.js';
import {texts} from './texts.js';

const t = texts.webhooks;

export const stateOf = webhook => (!webhook.enabled ? 'DISABLED' : webhook.failingSince ? 'FAILING' : 'ENABLED');

const target = delivery => delivery.webhook?.label ?? delivery.recipient?.address ?? '';

/** Endpoints in short; the table is labelled by the headline of this id. */
export const endpointTable = (items, id) => html`
    <div class="table-wrap" tabindex="0" role="region" aria-labelledby=${id}><table>
        <thead><tr><th scope="col">${t.label}</th><th scope="col">${t.state}</th><th scope="col">${t.since}</th></tr></thead>
        <tbody>${items.map(webhook => html`
            <tr><th scope="row" class="file">${webhook.label}</th><td>${chip(stateOf(webhook), t.states[stateOf(webhook)])}</td>
                <td>${time(webhook.disabledAt ?? webhook.failingSince ?? webhook.createdAt)}</td></tr>`)}</tbody>
    </table></div>`;

/** Deliveries, with a button to send each again where somebody may. */
export const deliveryTable = (items, id, replay) => html`
    <div class="table-wrap" tabindex="0" role="region" aria-labelledby=${id}><table>
        <thead><tr><th scope="col">${t.what}</th><th scope="col">${t.to}</th><th scope="col">${t.state}</th><th scope="col">${t.answer}</th><th scope="col" class="num">${t.attempts}</th><th scope="col">${t.when}</th>${replay ? html`<th scope="col"><span class="visually-hidden">${t.replay}</span></th>` : nothing}</tr></thead>
        <tbody>${items.map(delivery => html`
            <tr><th scope="row" class="file">${t.event[delivery.event]}${delivery.jobId ? html`<br><a href="/jobs/${delivery.jobId}">${delivery.filename}</a>` : nothing}</th>
                <td class="file">${target(delivery)}</td><td>${chip(delivery.status, t.states[delivery.status])}</td>
                <td>${[delivery.responseCode, t.errors[delivery.error]].filter(Boolean).join(', ') || '–'}</td><td class="num">${number(delivery.attempts)}</td>
                <td>${time(delivery.attemptedAt ?? delivery.createdAt)}${delivery.status === 'PENDING' && delivery.attempts > 0 ? html`<br><span class="quiet">${t.next} ${time(delivery.nextAttemptAt)}</span>` : nothing}</td>
                ${replay ? html`<td class="num"><button class="plain" aria-label=${t.replayOf(delivery.filename ?? t.event[delivery.event], target(delivery))} @click=${() => replay(delivery)}>${t.replay}</button></td>` : nothing}</tr>`)}</tbody>
    </table></div>`;
