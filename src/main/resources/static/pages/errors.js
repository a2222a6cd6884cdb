// What is wrong with the rows of an import: first by kinds, then row by row, and the way to send them again.
import {html, nothing, repeat} from '../lib/lit.js';
import {api} from '../lib/api.js';
import {number, percent} from '../lib/format.js';
import {nameOf} from '../lib/jobs.js';
import {dropPlace, empty, message, pager} from '../lib/parts.js';
import {rowCells} from '../lib/cells.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';
import {uploads} from '../lib/upload.js';

const SHOWN = 10;
const t = texts.errors;

const shareOf = share => (share < 0.001 ? t.tiny : percent(100 * share));

/** A kind of error as the address holds it: an error of a whole row has no column. */
const keyOf = (code, column) => `${code} ${column === null ? '' : `=${column}`}`;

export function open(page) {
    const id = page.params.id;
    page.title(t.title);
    let job = null;
    let groups = null;
    let list = null;
    let gone = null;
    let cursors = [''];
    let reading = new AbortController();
    let sent = null;
    let timer = null;

    const chosen = () => (page.query.has('code') ? {code: page.query.get('code'), column: page.query.get('column')} : null);
    let typed = page.query.get('q') ?? '';
    let isReading = false;
    const words = () => typed.trim();

    const read = async () => {
        reading.abort();
        reading = new AbortController();
        page.signal.addEventListener('abort', () => reading.abort(), {once: true});
        const asked = new URLSearchParams({context: 'true', limit: SHOWN, cursor: cursors.at(-1)});
        const group = chosen();
        if (group) {
            asked.set('code', group.code);
            asked.set('column', group.column ?? '');
        }
        if (words()) {
            asked.set('q', words());
        }
        isReading = true;
        try {
            list = await api(`/jobs/${id}/errors?${asked}`, {signal: reading.signal});
        } finally {
            isReading = false;
        }
        page.update();
    };
    const again = () => {
        cursors = [''];
        page.show(read());
    };
    const choose = group => {
        const isChosen = group && chosen() && keyOf(group.code, group.column) === keyOf(chosen().code, chosen().column);
        page.keep(group && !isChosen ? {code: group.code, column: group.column} : {code: null, column: null});
        page.update();
        again();
    };
    const search = event => {
        typed = event.target.value;
        page.keep({q: words()});
        clearTimeout(timer);
        timer = setTimeout(again, 250);
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
        page.show(read().then(() => document.getElementById('rows')?.scrollIntoView({block: 'start'})));
    };
    const send = files => {
        [sent] = uploads.add(files, {corrects: id});
        const look = () => {
            if (sent.state === 'DONE' && !page.signal.aborted) {
                page.go(`/jobs/${sent.jobId}`);
            } else if (sent.isOpen && !page.signal.aborted) {
                setTimeout(look, 200);
            }
            page.update();
        };
        look();
    };
    const start = async () => {
        try {
            job = await api(`/jobs/${id}`, {signal: page.signal});
            page.title(`${t.title} · ${nameOf(job)}`);
            page.update();
            const counted = api(`/jobs/${id}/errors/groups`, {signal: page.signal}).then(answer => {
                groups = answer;
                page.update();
            });
            await Promise.all([counted, read()]);
        } catch (failure) {
            if (job !== null && failure.status === 410) {
                gone = failure.message;
                page.update();
            } else if (failure.status === 404) {
                page.view = () => html`<h1 tabindex="-1">${texts.job.missing}</h1>${empty(texts.job.missing, texts.job.missingWhy, html`<a class="button" href="/jobs">${texts.jobs.title}</a>`)}`;
                page.update();
            } else {
                throw failure;
            }
        }
    };
    page.signal.addEventListener('abort', () => clearTimeout(timer));
    page.show(start());

    return () => (job === null ? html`<p class="quiet" role="status">${texts.loading}</p>` : html`
        <p class="crumb"><a href="/jobs/${id}">${t.toJob}</a></p>
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead name">${nameOf(job)}</p>
        ${gone ? message('info', gone) : groups === null ? html`<p class="quiet" role="status">${texts.loading}</p>`
            : groups.total === 0 ? empty(t.none, job.finishedAt ? t.noneWhy : t.noneYet, html`<a class="button" href="/jobs/${id}">${t.toJob}</a>`)
            : html`${kinds(groups, chosen(), choose, job)}${rows({list, group: chosen(), groups, words: typed, search, choose, turn, cursors})}`}
        ${groups !== null && groups.total > 0 ? correct(id, job, sent, send) : nothing}`);
}

function kinds(groups, group, choose, job) {
    const isChosen = item => group !== null && keyOf(item.code, item.column) === keyOf(group.code, group.column);
    return html`
        <p>${t.sum(groups.total, groups.rows, groups.items.length)}${job.finishedAt ? '' : ` ${t.running}`}</p>
        <section aria-labelledby="kinds"><h2 id="kinds">${t.kinds}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby="kinds"><table class="kinds">
                <thead><tr><th scope="col">${t.kind}</th><th scope="col" class="num">${t.count}</th>
                    <th scope="col">${t.share}</th><th scope="col">${t.column}</th><th scope="col">${t.example}</th></tr></thead>
                <tbody>${repeat(groups.items, item => keyOf(item.code, item.column), item => html`
                    <tr data-chosen=${isChosen(item) ? '' : nothing}>
                        <th scope="row"><button class="pick" aria-pressed=${isChosen(item) ? 'true' : 'false'} @click=${() => choose(item)}>${t.codes[item.code] ?? item.code}</button></th>
                        <td class="num">${number(item.count)}</td>
                        <td><div class="share"><progress max=${groups.total} .value=${item.count} aria-label=${t.shareOf(t.codes[item.code] ?? item.code)}></progress>
                            <span class="quiet">${shareOf(item.count / groups.total)}</span></div></td>
                        <td class="file">${item.column ?? html`<span class="quiet">${t.wholeRow}</span>`}</td>
                        <td class="sample">${item.example.value ? html`<q>${shorten(item.example.value, 60)}</q> ` : nothing}<span class="quiet">${t.row(item.example.row)}</span></td>
                    </tr>`)}</tbody>
            </table></div>
        </section>`;
}

function rows({list, group, groups, words, search, choose, turn, cursors}) {
    const total = group && groups.items.find(item => keyOf(item.code, item.column) === keyOf(group.code, group.column))?.count;
    return html`
        <section aria-labelledby="rows">
            <h2 id="rows">${group ? t.rowsOf(t.codes[group.code] ?? group.code, group.column) : t.rows}</h2>
            <div class="toolbar" role="search">
                <label>${t.search} <input type="search" maxlength="200" .value=${words} placeholder=${t.searchHint} @input=${search}></label>
                ${group ? html`<button @click=${() => choose(null)}>${t.all}</button>` : nothing}
            </div>
            ${list === null ? html`<p class="quiet" role="status">${texts.loading}</p>`
                : list.items.length === 0 ? html`<div role="status">${empty(t.nothing, t.nothingWhy)}</div>`
                : html`<ol class="plain-list">${list.items.map(one)}</ol>`}
            ${list === null ? nothing : pager({before: cursors.length > 1 ? '' : undefined, after: list.nextCursor, turn,
                count: list.items.length === 0 ? '' : t.shown((cursors.length - 1) * SHOWN + 1, (cursors.length - 1) * SHOWN + list.items.length, words.trim() ? null : total ?? groups.total)})}
        </section>`;
}

const one = error => html`
    <li class="fault">
        <p><strong>${t.row(error.row)}</strong>${error.file ? html` <span class="quiet">${t.inFile(error.file)}</span>` : nothing}
            ${error.column === null ? nothing : html`<span class="where">${error.column}</span>`} ${error.message} <code>${error.code}</code></p>
        ${error.cells ? rowCells(error.cells, error.column, t.cells(error.row))
            : html`${error.value ? html`<p><mark>${shorten(error.value, 300)}</mark></p>` : nothing}<p class="quiet small">${t.noCells}</p>`}
    </li>`;

function correct(id, job, sent, send) {
    return html`
        <section class="card" aria-labelledby="correct"><h2 id="correct">${t.correct}</h2>
            <ol class="todo"><li>${t.step.download}</li><li>${t.step.edit}</li><li>${t.step.upload}</li></ol>
            <div class="actions"><a class="button" href="/api/jobs/${id}/errors?download=csv">${t.download}</a></div>
            ${!may('upload') ? nothing : !job.finishedAt ? message('info', t.waitForEnd) : html`
                ${sent ? html`${sent.problem ? message('bad', sent.problem.message) : nothing}
                    ${sent.isOpen ? html`<progress aria-label=${texts.upload.progressFor(sent.file.name)} max="100" .value=${sent.total === 0 ? 0 : (100 * sent.sent) / sent.total}></progress>` : nothing}` : nothing}
                ${dropPlace({id: 'corrected', title: t.drop, hint: t.dropHint, multiple: false, chosen: send})}`}
        </section>`;
}

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);
