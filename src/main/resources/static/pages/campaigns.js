// All campaigns with what is in them; one is made or changed in a dialog.
import {html, nothing, repeat} from '../lib/lit.js';
import {api, query} from '../lib/api.js';
import {number} from '../lib/format.js';
import {ask, empty, field, message, pager} from '../lib/parts.js';
import {importLink} from '../lib/records.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const LIMIT = 25;
const TABLES = ['backers', 'pledges', 'products', 'surveys'];
const t = texts.campaigns;

export function open(page) {
    page.title(t.title);
    const cursors = [''];
    const contents = new Map();
    let list = null;
    let isReading = false;
    let trouble = '';

    const read = async () => {
        isReading = true;
        try {
            list = await api(`/campaigns${query({limit: LIMIT, cursor: cursors.at(-1)})}`, {signal: page.signal});
        } finally {
            isReading = false;
        }
        page.update();
        // One after the other: counting a million takes the database a second or two.
        for (const {slug} of list.items) {
            contents.set(slug, await api(`/campaigns/${slug}`, {signal: page.signal}));
            page.update();
        }
    };
    const save = async (slug, values) => {
        trouble = '';
        try {
            const {name, timezone, currency} = values;
            await api(`/campaigns/${encodeURIComponent(slug)}`, {
                method: 'PUT', body: {name: name.trim(), timezone: timezone.trim() || null, currency: currency.trim().toUpperCase() || null},
            });
        } catch (failure) {
            trouble = failure.message;
            page.update();
        }
        page.show(read());
    };
    const change = async campaign => {
        const values = await ask({title: t.asks.change, body: form(campaign), action: t.save});
        if (values) {
            save(campaign.slug, values);
        }
    };
    const create = async () => {
        const values = await ask({title: t.asks.create, body: form(null), action: t.save});
        if (!values) {
            return;
        }
        try {
            await api(`/campaigns/${values.slug}`);
            trouble = t.exists(values.slug);
            page.update();
        } catch (failure) {
            if (failure.status === 404) {
                save(values.slug, values);
            } else {
                trouble = failure.message;
                page.update();
            }
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
        <div class="heading"><h1 tabindex="-1">${t.title}</h1>${may('upload') ? html`<button class="primary" @click=${create}>${t.create}</button>` : nothing}</div>
        <p class="lead">${t.lead}</p>
        ${trouble ? message('bad', trouble) : nothing}
        ${list === null ? html`<p class="quiet">${texts.loading}</p>`
            : list.items.length === 0 ? empty(t.none, t.noneWhy, html`<a class="button" href="/">${texts.records.upload}</a>`)
            : html`${table(list.items, contents, change)}${pager({before: cursors.length > 1 ? '' : undefined, after: list.nextCursor, turn})}`}`;
}

const table = (campaigns, contents, change) => html`
    <div class="table-wrap" tabindex="0" role="region" aria-label=${t.title}>
        <table>
            <thead><tr>
                <th scope="col">${t.name}</th>${TABLES.map(name => html`<th scope="col" class="num">${texts.records.tables[name]}</th>`)}
                <th scope="col">${t.last}</th>${may('upload') ? html`<th scope="col"><span class="visually-hidden">${t.change}</span></th>` : nothing}
            </tr></thead>
            <tbody>${repeat(campaigns, campaign => campaign.slug, campaign => row(campaign, contents.get(campaign.slug), change))}</tbody>
        </table>
    </div>`;

const row = (campaign, known, change) => html`
    <tr>
        <th scope="row" class="file"><a href="/campaigns/${campaign.slug}/backers">${campaign.name}</a>
            <div class="quiet small">${campaign.name === campaign.slug ? '' : html`${campaign.slug} · `}${campaign.timezone}${campaign.currency ? ` · ${campaign.currency}` : ''}</div></th>
        ${TABLES.map(name => html`<td class="num">${known ? html`<a class="count" href="/campaigns/${campaign.slug}/${name}">${number(known.counts[name])}</a>` : '…'}</td>`)}
        <td class="origin">${known ? importLink(known.lastImport) ?? html`<span class="quiet">${t.never}</span>` : '…'}</td>
        ${may('upload') ? html`<td class="num"><button class="plain" aria-label=${t.changeOf(campaign.name)} @click=${() => change(campaign)}>${t.change}</button></td>` : nothing}
    </tr>`;

/** The controls of the dialog; those of a new campaign have the short name, too. */
function form(campaign) {
    const zones = Intl.supportedValuesOf?.('timeZone') ?? [];
    return html`
        ${field('name', t.name, html`<input id="name" name="name" required maxlength="200" autocomplete="off" .value=${campaign?.name ?? ''}>`)}
        ${campaign ? nothing : field('slug', t.slug, html`<input id="slug" name="slug" required maxlength="63" pattern="[a-z0-9][a-z0-9\\-]*" autocomplete="off" autocapitalize="off" aria-describedby="slug-hint">`, t.slugHint)}
        ${field('timezone', t.timezone, html`<input id="timezone" name="timezone" list="zones" autocomplete="off" aria-describedby="timezone-hint" .value=${campaign?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}>`, t.timezoneHint)}
        <datalist id="zones">${zones.map(zone => html`<option value=${zone}></option>`)}</datalist>
        ${field('currency', t.currency, html`<input id="currency" name="currency" maxlength="3" pattern="[A-Za-z]{3}" autocomplete="off" aria-describedby="currency-hint" .value=${campaign?.currency ?? ''}>`, t.currencyHint)}`;
}
