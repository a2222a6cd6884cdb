// Who is told of imports: webhooks, e-mail addresses, and how the deliveries to them went, while the page is looked at.
import {html, nothing} from '../lib/lit.js';
import {api, query} from '../lib/api.js';
import {deliveryTable, stateOf} from '../lib/deliveries.js';
import {ask, chip, empty, field, message, pager, time} from '../lib/parts.js';
import {showSecret} from '../lib/secret.js';
import {texts} from '../lib/texts.js';

const EVENTS = ['import.completed', 'import.failed', 'import.waiting_for_mapping', 'import.too_many_errors'];
const STATUSES = ['PENDING', 'DELIVERED', 'FAILED'];
const EVERY = 5000;
const t = texts.webhooks;

export function open(page) {
    page.title(t.title);
    const cursors = [''];
    let state = null;
    let said = nothing;
    let status = page.query.get('status') ?? '';

    const read = async () => {
        const [webhooks, people, deliveries] = await Promise.all([
            api('/webhooks?limit=50', {signal: page.signal}),
            api('/email-recipients?limit=50', {signal: page.signal}),
            api(`/deliveries${query({limit: 25, status, cursor: cursors.at(-1)})}`, {signal: page.signal}),
        ]);
        state = {webhooks, people, deliveries};
        page.update();
    };
    const attempt = async (action, done) => {
        said = nothing;
        try {
            await action();
            said = done ? message('good', done) : nothing;
            await read();
        } catch (problem) {
            said = message('bad', problem.message);
            page.update();
        }
    };
    const tell = made => showSecret({title: t.made, why: t.madeWhy, label: t.secret, secret: made.secret});
    const act = {
        create: event => {
            event.preventDefault();
            const form = event.target;
            const given = new FormData(form);
            attempt(async () => {
                const events = given.getAll('events');
                if (events.length === 0) {
                    throw new Error(t.noEvent);
                }
                const made = await api('/webhooks', {method: 'POST', body: {label: given.get('label').trim(), url: given.get('url').trim(), events}});
                form.reset();
                tell(made);
            });
        },
        test: webhook => attempt(() => api(`/webhooks/${webhook.id}/test`, {method: 'POST'}), t.tested),
        rotate: async webhook => {
            if (await ask(t.askRotate(webhook.label))) {
                attempt(async () => tell(await api(`/webhooks/${webhook.id}/secret`, {method: 'POST'})));
            }
        },
        use: (webhook, enabled) => attempt(() => api(`/webhooks/${webhook.id}`,
            {method: 'PUT', body: {label: webhook.label, url: webhook.url, events: webhook.events, enabled}})),
        remove: async webhook => {
            if (await ask({...t.askRemove(webhook.label), danger: true})) {
                attempt(() => api(`/webhooks/${webhook.id}`, {method: 'DELETE'}));
            }
        },
        addPerson: event => {
            event.preventDefault();
            const form = event.target;
            attempt(async () => {
                await api('/email-recipients', {method: 'POST', body: {address: new FormData(form).get('address').trim()}});
                form.reset();
            });
        },
        removePerson: async person => {
            if (await ask({...t.askPerson(person.address), danger: true})) {
                attempt(() => api(`/email-recipients/${person.id}`, {method: 'DELETE'}));
            }
        },
        replay: delivery => attempt(() => api(`/deliveries/${delivery.id}/replay`, {method: 'POST'}), t.replayed),
        choose: event => {
            status = event.target.value;
            page.keep({status});
            cursors.splice(1);
            page.show(read());
        },
        turn: way => {
            if (way === 'after') {
                cursors.push(state.deliveries.nextCursor);
            } else {
                cursors.pop();
            }
            page.show(read());
        },
    };
    // What goes wrong between two looks the next one, or the next click, tells.
    const beat = setInterval(() => state && document.visibilityState === 'visible' && read().catch(() => {}), EVERY);
    page.signal.addEventListener('abort', () => clearInterval(beat));
    page.show(read());

    return () => html`
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead">${t.lead}</p>
        ${said}
        ${state === null ? html`<p class="quiet">${texts.loading}</p>` : html`
            ${endpoints(state.webhooks.items, act)}
            ${people(state.people, act)}
            ${deliveries(state.deliveries, status, cursors.length > 1, act)}`}`;
}

const endpoints = (items, act) => html`
    <section class="card" aria-labelledby="new"><h2 id="new">${t.create}</h2>
        <form @submit=${act.create}>
            ${field('label', t.label, html`<input id="label" name="label" required maxlength="200" autocomplete="off" aria-describedby="label-hint">`, t.labelHint)}
            ${field('url', t.url, html`<input id="url" name="url" type="url" required maxlength="2000" autocomplete="off" placeholder="https://" aria-describedby="url-hint">`, t.urlHint)}
            <fieldset><legend>${t.events}</legend>${EVENTS.map(event => html`
                <label class="check"><input type="checkbox" name="events" value=${event} checked> <span>${t.event[event]} <code class="quiet">${event}</code></span></label>`)}</fieldset>
            <button class="primary" type="submit">${t.add}</button>
        </form>
    </section>
    <section aria-labelledby="endpoints"><h2 id="endpoints">${t.endpoints}</h2>
        ${items.length === 0 ? empty(t.none, t.noneWhy) : items.map(webhook => endpoint(webhook, act))}
    </section>`;

const endpoint = (webhook, act) => html`
    <article class="card" aria-label=${webhook.label}>
        <h3 class="file">${webhook.label} ${chip(stateOf(webhook), t.states[stateOf(webhook)])}</h3>
        <p class="file"><code>${webhook.url}</code></p>
        <p class="quiet">${t.events}: ${webhook.events.length === EVENTS.length ? t.all : webhook.events.map(event => t.event[event]).join(', ')}</p>
        ${webhook.enabled ? nothing : html`<p>${t.reason[webhook.disabledReason]} <span class="quiet">(${time(webhook.disabledAt)})</span></p>`}
        ${webhook.enabled && webhook.failingSince ? html`<p>${t.failing} ${time(webhook.failingSince)}</p>` : nothing}
        ${webhook.formerSecretUntil ? html`<p class="quiet">${t.former} ${time(webhook.formerSecretUntil)}</p>` : nothing}
        <div class="actions">
            ${webhook.enabled ? html`
                <button aria-label=${t.testOf(webhook.label)} @click=${() => act.test(webhook)}>${t.test}</button>
                <button aria-label=${t.disableOf(webhook.label)} @click=${() => act.use(webhook, false)}>${t.disable}</button>` : html`
                <button class="primary" aria-label=${t.enableOf(webhook.label)} @click=${() => act.use(webhook, true)}>${t.enable}</button>`}
            <button aria-label=${t.rotateOf(webhook.label)} @click=${() => act.rotate(webhook)}>${t.rotate}</button>
            <button class="plain" aria-label=${t.removeOf(webhook.label)} @click=${() => act.remove(webhook)}>${t.remove}</button>
        </div>
    </article>`;

const people = (list, act) => html`
    <section aria-labelledby="people"><h2 id="people">${t.people}</h2>
        ${list.mailIsConfigured ? html`<form class="card" @submit=${act.addPerson}>
            ${field('address', t.person, html`<input id="address" name="address" type="email" required maxlength="254" autocomplete="off" aria-describedby="address-hint">`, t.personHint)}
            <button type="submit">${t.addPerson}</button></form>` : message('info', t.noMail)}
        ${list.items.length === 0 ? nothing : html`
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby="people"><table>
                <thead><tr><th scope="col">${t.person}</th><th scope="col">${t.events}</th><th scope="col"><span class="visually-hidden">${t.remove}</span></th></tr></thead>
                <tbody>${list.items.map(person => html`
                    <tr><th scope="row" class="file">${person.address}</th><td>${person.events.length === EVENTS.length ? t.all : person.events.map(event => t.event[event]).join(', ')}</td>
                        <td class="num"><button class="plain" aria-label=${t.removeOf(person.address)} @click=${() => act.removePerson(person)}>${t.remove}</button></td></tr>`)}</tbody>
            </table></div>`}
    </section>`;

const deliveries = (list, status, hasBefore, act) => html`
    <section aria-labelledby="deliveries"><h2 id="deliveries">${t.deliveries}</h2>
        ${field('status', t.show, html`<select id="status" @change=${act.choose}>
            <option value="" ?selected=${!status}>${t.every}</option>${STATUSES.map(each => html`<option value=${each} ?selected=${status === each}>${t.states[each]}</option>`)}</select>`)}
        ${list.items.length === 0 ? empty(t.noDeliveries, t.noDeliveriesWhy) : html`
            ${deliveryTable(list.items, 'deliveries', act.replay)}
            ${pager({before: hasBefore ? '' : undefined, after: list.nextCursor, turn: act.turn})}`}
    </section>`;
