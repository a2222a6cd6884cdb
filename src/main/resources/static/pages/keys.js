// The API keys of the merchant: a new one is shown once, an old one is revoked.
import {html} from '../lib/lit.js';
import {api, query} from '../lib/api.js';
import {ask, empty, field, message, pager, time} from '../lib/parts.js';
import {showSecret} from '../lib/secret.js';
import {session} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const SCOPES = ['upload', 'read', 'admin'];
const t = texts.keys;

export function open(page) {
    page.title(t.title);
    const cursors = [''];
    let list = null;
    let isReading = false;
    let trouble = '';

    const read = async () => {
        isReading = true;
        try {
            list = await api(`/keys${query({limit: 25, cursor: cursors.at(-1)})}`, {signal: page.signal});
        } finally {
            isReading = false;
        }
        page.update();
    };
    const attempt = async action => {
        trouble = '';
        try {
            await action();
            await read();
        } catch (problem) {
            trouble = problem.message;
            page.update();
        }
    };
    const create = event => {
        event.preventDefault();
        const form = event.target;
        const given = new FormData(form);
        const scopes = given.getAll('scopes');
        attempt(async () => {
            if (scopes.length === 0) {
                throw new Error(t.noScope);
            }
            const made = await api('/keys', {method: 'POST', body: {label: given.get('label').trim(), scopes}});
            form.reset();
            showSecret({title: t.made, why: t.madeWhy, label: t.key, secret: made.key});
        });
    };
    const revoke = async key => {
        if (await ask({...t.ask(key.label, key.id === session.key.id), danger: true})) {
            attempt(() => api(`/keys/${key.id}`, {method: 'DELETE'}));
        }
    };
    const turn = way => {
        if (isReading) {
            return;
        }
        if (way === 'after') {
            cursors.push(list.nextCursor);
        } else {
            cursors.pop();
        }
        page.show(read());
    };
    page.show(read());

    return () => html`
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead">${t.lead}</p>
        ${trouble ? message('bad', trouble) : ''}
        <section class="card" aria-labelledby="new"><h2 id="new">${t.create}</h2>
            <form @submit=${create}>
                ${field('label', t.label, html`<input id="label" name="label" required maxlength="200" autocomplete="off" aria-describedby="label-hint">`, t.labelHint)}
                <fieldset><legend>${t.scopes}</legend>${SCOPES.map(scope => html`
                    <label class="check"><input type="checkbox" name="scopes" value=${scope} ?checked=${scope !== 'admin'}> <span><strong>${scope}</strong> <span class="quiet">${t.scope[scope]}</span></span></label>`)}</fieldset>
                <button class="primary" type="submit">${t.create}</button>
            </form>
        </section>
        <section aria-labelledby="live"><h2 id="live">${t.live}</h2>
            ${list === null ? html`<p class="quiet">${texts.loading}</p>` : list.items.length === 0 ? empty(t.none, t.noneWhy) : html`
                <div class="table-wrap" tabindex="0" role="region" aria-labelledby="live"><table>
                    <thead><tr><th scope="col">${t.label}</th><th scope="col">${t.scopes}</th><th scope="col">${t.created}</th><th scope="col">${t.used}</th><th scope="col"><span class="visually-hidden">${t.revoke}</span></th></tr></thead>
                    <tbody>${list.items.map(key => html`
                        <tr><th scope="row" class="file">${key.label}${key.id === session.key.id ? html` <span class="quiet">${t.yours}</span>` : ''}</th>
                            <td>${key.scopes.join(', ')}</td><td>${time(key.createdAt)}</td><td>${key.lastUsedAt ? time(key.lastUsedAt) : t.never}</td>
                            <td class="num"><button class="plain" aria-label=${t.revokeOf(key.label)} @click=${() => revoke(key)}>${t.revoke}</button></td></tr>`)}</tbody>
                </table></div>
                ${pager({before: cursors.length > 1 ? '' : undefined, after: list.nextCursor, turn})}`}
        </section>`;
}
