// The records of a campaign, one table at a time: searched, sorted and paged; a row opens to show everything.
import {html, nothing, repeat} from '../lib/lit.js';
import {api, query} from '../lib/api.js';
import {number} from '../lib/format.js';
import {ask, empty, message, pager, sortable} from '../lib/parts.js';
import {TABLES, importLink} from '../lib/records.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const LIMIT = 50;
const FILTERS = ['job', 'backer', 'product'];
const TYPING = 300;
const t = texts.records;

export function open(page) {
    const {slug, table} = page.params;
    const shape = TABLES[table];
    if (!shape) {
        return () => html`<h1 tabindex="-1">${texts.missing.title}</h1>${empty(texts.missing.what, texts.missing.why)}`;
    }
    page.title(`${t.tables[table]} · ${slug}`);
    const cursors = [''];
    const opened = new Map();
    let campaign = null;
    let filteredBy = null;
    let list = null;
    let trouble = '';
    let typing = null;
    let reading = new AbortController();
    let isBusy = false;
    let typed = page.query.get('q') ?? '';

    const asked = () => Object.fromEntries(['q', 'sort', ...FILTERS].map(name => [name, page.query.get(name) ?? '']));
    const read = async () => {
        // What is asked for last counts, whatever is answered last.
        reading.abort();
        reading = new AbortController();
        const {signal} = reading;
        isBusy = true;
        page.update();
        try {
            const answer = await api(`/${table}${query({campaign: slug, ...asked(), limit: LIMIT, cursor: cursors.at(-1)})}`, {signal});
            list = answer;
            trouble = '';
        } catch (failure) {
            if (failure.name === 'AbortError') {
                return;
            }
            trouble = failure.message;
        }
        isBusy = false;
        page.update();
    };
    page.signal.addEventListener('abort', () => {
        reading.abort();
        clearTimeout(typing);
    });
    const again = values => {
        typed = values.q === null ? '' : typed;
        page.keep(values);
        cursors.splice(1);
        opened.clear();
        read();
    };
    const type = event => {
        clearTimeout(typing);
        typed = event.target.value;
        typing = setTimeout(() => again({q: typed.trim()}), TYPING);
    };
    const turn = way => {
        if (isBusy) {
            return;
        }
        if (way === 'after') {
            cursors.push(list.nextCursor);
        } else {
            cursors.pop();
        }
        opened.clear();
        read();
        document.getElementById('table')?.scrollIntoView({block: 'nearest'});
    };
    const toggle = record => {
        const key = shape.key(record);
        if (!opened.delete(key)) {
            opened.set(key, null);
            if (table === 'backers') {
                more(key);
            }
        }
        page.update();
    };
    /** A backer opens with the pledges and answers. */
    const more = async key => {
        const of = {campaign: slug, backer: key, limit: 20};
        try {
            const [pledges, surveys] = await Promise.all(['pledges', 'surveys'].map(name => api(`/${name}${query(of)}`, {signal: page.signal})));
            if (opened.has(key)) {
                opened.set(key, {pledges: pledges.items, surveys: surveys.items});
                page.update();
            }
        } catch (failure) {
            if (failure.name !== 'AbortError') {
                trouble = failure.message;
                page.update();
            }
        }
    };
    const erase = async record => {
        if (await ask({...t.erase.ask(record.name || record.email || record.externalId), danger: true})) {
            try {
                page.go(`/jobs/${(await api(`/backers/${record.id}`, {method: 'DELETE'})).jobId}`);
            } catch (failure) {
                trouble = failure.message;
                page.update();
            }
        }
    };

    read();
    api(`/campaigns/${slug}`, {signal: page.signal}).then(answer => {
        campaign = answer;
        page.title(`${t.tables[table]} · ${campaign.name}`);
        page.update();
    }, failure => {
        if (failure.status === 404) {
            page.view = () => html`<h1 tabindex="-1">${t.missing}</h1>${empty(t.missing, t.missingWhy, html`<a class="button" href="/campaigns">${texts.campaigns.title}</a>`)}`;
            page.update();
        }
    });
    if (page.query.has('job')) {
        api(`/jobs/${encodeURIComponent(page.query.get('job'))}`, {signal: page.signal}).then(job => {
            filteredBy = job.workbook?.filename ?? null;
            page.update();
        }, () => {});
    }

    const removal = name => html`<span class="chip filter">${t.filters[name](name === 'job' ? filteredBy : null)}
        <button class="plain" aria-label=${t.filters.remove} @click=${() => again({[name]: null})}>×</button></span>`;
    const headOf = column => (column.sort === null ? html`<th scope="col" class=${column.kind}>${column.label}</th>`
        : sortable(column.label, column.sort, asked().sort, sort => again({sort}), column.kind));
    const nothingHere = () => (Object.entries(asked()).some(([name, value]) => name !== 'sort' && value !== '')
        ? empty(t.noMatch, t.noMatchWhy, html`<button @click=${() => { again({q: null, job: null, backer: null, product: null}); }}>${t.showAll}</button>`)
        : empty(t.none[table], t.noneWhy, html`<a class="button primary" href="/">${t.upload}</a>`));

    return () => html`
        <p class="above"><a href="/campaigns">${texts.campaigns.title}</a></p>
        <h1 tabindex="-1">${campaign?.name ?? slug}</h1>
        <nav class="tabs" aria-label=${t.tabs}>${Object.keys(TABLES).map(name => html`
            <a href="/campaigns/${slug}/${name}" aria-current=${name === table ? 'page' : nothing}>${t.tables[name]}${campaign ? html` <span class="quiet">${number(campaign.counts[name])}</span>` : nothing}</a>`)}</nav>
        <div class="toolbar" role="search">
            <label>${t.search}<input type="search" maxlength="200" placeholder=${t.searched[table]} .value=${typed} @input=${type}></label>
            <span class="filters">${FILTERS.filter(name => page.query.has(name)).map(removal)}</span>
            <a class="button" href="/api/${table}${query({campaign: slug, ...asked(), download: 'csv'})}" download>${t.download}</a>
        </div>
        <p class="visually-hidden" role="status">${list === null || isBusy ? '' : t.shown(list.items.length, list.nextCursor !== null)}</p>
        ${trouble ? message('bad', trouble) : nothing}
        ${list === null ? (trouble ? nothing : html`<p class="quiet">${texts.loading}</p>`)
            : list.items.length === 0 ? nothingHere()
            : html`
                <div class="table-wrap" id="table" tabindex="0" role="region" aria-label=${t.tables[table]} aria-busy=${isBusy}>
                    <table class="records">
                        <thead><tr>${shape.columns.map(headOf)}${sortable(t.import, 'changedAt', asked().sort, sort => again({sort}))}</tr></thead>
                        <tbody>${repeat(list.items, shape.key, record => row(record, shape, opened, toggle, erase))}</tbody>
                    </table>
                </div>
                ${pager({before: cursors.length > 1 ? '' : undefined, after: list.nextCursor, turn,
                    count: cursors.length > 1 || list.nextCursor ? t.page(cursors.length) : null})}`}`;
}

function row(record, shape, opened, toggle, erase) {
    const key = shape.key(record);
    const isOpen = opened.has(key);
    const [first, ...others] = shape.columns;
    return html`
        <tr>
            <th scope="row" class="file"><button class="opener" aria-expanded=${isOpen} aria-controls="all-${key}" @click=${() => toggle(record)}>${first.cell(record)}</button></th>
            ${others.map(column => html`<td class=${column.kind}>${column.cell(record)}</td>`)}
            <td class="origin">${importLink(record.changedBy)}</td>
        </tr>
        <tr class="all" id="all-${key}" ?hidden=${!isOpen}>${isOpen ? html`
            <td colspan=${shape.columns.length + 1}><div>
                ${shape.all(record)}
                ${belonging(opened.get(key))}
                ${'address' in record && may('admin') ? html`<div class="actions"><button @click=${() => erase(record)}>${t.erase.action}</button></div>` : nothing}
            </div></td>` : nothing}</tr>`;
}

/** The pledges and answers of a backer, once they are read. */
function belonging(more) {
    if (!more) {
        return nothing;
    }
    return html`
        ${more.pledges.map(pledge => html`<h3>${t.pledge}</h3>${TABLES.pledges.summary(pledge)}`)}
        ${more.surveys.map(survey => TABLES.surveys.summary(survey))}`;
}
