// One job, live: where it stands, how fast it goes, what it has done and what can be done about it.
import {html, nothing} from '../lib/lit.js';
import {api} from '../lib/api.js';
import {chart} from '../lib/chart.js';
import {chunkGrid} from '../lib/chunks.js';
import {bytes, dateTime, duration, number, percent} from '../lib/format.js';
import {nameOf, stateOf} from '../lib/jobs.js';
import {watchJob} from '../lib/live.js';
import {ask, chip, empty, facts, message} from '../lib/parts.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const t = texts.job;
const STEPS = ['STORED', 'SPLITTING', 'LOADING', 'DONE'];
const STEP_OF = {UNPACKING: 'SPLITTING', WAITING_FOR_MAPPING: 'SPLITTING', VALIDATING: 'LOADING', MAPPING: 'LOADING'};

export function open(page) {
    const id = page.params.id;
    const grid = chunkGrid();
    let job = null;
    let activity = {chunks: '', rates: {seconds: 1, rows: []}};
    let isLost = false;
    let trouble = null;
    let asking = false;
    let isStale = false;
    let next = 0;
    let undo = null;

    const look = async () => {
        // The figures of the chunks follow the job, one request at a time, the rarer the more there are; at the end they are whole.
        if (job.kind === 'IMPORT' && asking) {
            isStale = true;
        } else if (job.kind === 'IMPORT' && (job.finishedAt || (Date.now() >= next && document.visibilityState === 'visible'))) {
            asking = true;
            isStale = false;
            try {
                activity = await api(`/jobs/${id}/activity`, {signal: page.signal});
                grid.show(activity.chunks);
                next = Date.now() + Math.min(10000, Math.max(1000, activity.chunks.length / 5));
                page.update();
            } catch (failure) {
                if (failure.name !== 'AbortError' && !failure.isPassing) {
                    trouble = failure.message;
                }
            } finally {
                asking = false;
            }
            if (isStale && !page.signal.aborted) {
                look();
            }
        }
    };
    const findUndo = async () => {
        if (job.kind === 'IMPORT' && job.finishedAt) {
            const jobs = await api(`/jobs?workbook=${job.workbook.id}`, {signal: page.signal});
            undo = jobs.items.find(other => other.kind === 'UNDO' && other.status === 'COMPLETED') ?? null;
            page.update();
        }
    };
    const seen = now => {
        if (page.signal.aborted) {
            return;
        }
        job = now;
        page.title(`${job.finishedAt ? '' : `${percent(job.progress.percent)} · `}${nameOf(job)}`);
        look();
        findUndo().catch(() => {});
        page.update();
    };
    const lost = (yes, failure) => {
        if (failure?.status === 404 || failure?.status === 400) {
            page.view = () => html`<h1 tabindex="-1">${t.missing}</h1>${empty(t.missing, t.missingWhy, html`<a class="button" href="/jobs">${texts.jobs.title}</a>`)}`;
            page.update();
        } else if (failure && !failure.isPassing && failure.status < 500) {
            page.fail(failure);
        } else if (isLost !== yes) {
            isLost = yes;
            page.update();
        }
    };
    const live = watchJob(id, page.signal, seen, lost);

    const act = async (name, then) => {
        const question = name === 'cancel' && job.kind !== 'IMPORT' ? t.ask.cancelOther : t.ask[name];
        if (question && !(await ask({...question, danger: true}))) {
            return;
        }
        try {
            trouble = null;
            then(await api(`/jobs/${id}/${name}`, {method: 'POST'}));
        } catch (failure) {
            trouble = failure.message;
            page.update();
        }
    };
    const actions = {
        cancel: () => act('cancel', seen),
        retry: () => act('retry', answer => { seen(answer); live.again(); }),
        undo: () => act('undo', answer => page.go(`/jobs/${answer.jobId}`)),
    };

    return () => (job === null ? html`<p class="quiet" role="status">${isLost ? t.lost : texts.loading}</p>` : view(job, activity, grid, isLost, trouble, actions, undo));
}

function view(job, activity, grid, isLost, trouble, actions, undo) {
    const isImport = job.kind === 'IMPORT';
    const state = stateOf(job);
    const tone = {COMPLETED: 'good', WITH_ERRORS: 'warn', FAILED: 'bad', CANCELLED: 'info', WAITING_FOR_MAPPING: 'warn'}[state] ?? 'info';
    return html`
        <div class="heading"><h1 tabindex="-1" class="name">${nameOf(job)}</h1>${chip(state)}</div>
        ${facts([
            [t.facts.kind, isImport ? null : texts.kinds[job.kind]],
            [t.facts.campaign, job.campaign && html`<a href="/campaigns/${job.campaign}/backers">${job.campaign}</a>`],
            [t.facts.platform, job.platform && (texts.platforms[job.platform] ?? job.platform)],
            [t.facts.size, job.workbook && bytes(job.workbook.sizeBytes)],
            [isImport ? t.facts.created : t.facts.started, dateTime(job.createdAt)],
            [t.facts.finished, job.finishedAt && dateTime(job.finishedAt)],
        ])}
        ${isLost ? message('warn', t.lost) : nothing}
        ${trouble ? message('bad', trouble) : nothing}
        ${undo ? message('warn', t.undone, html`<a class="button" href="/jobs/${undo.id}">${t.toUndo}</a>`) : nothing}
        <div class="message" data-tone=${tone}><p class="sentence">${t.sentence(job)}</p>${next(job, state)}</div>
        <p class="visually-hidden" role="status">${job.finishedAt || job.progress.percent === 0 ? t.sentence(job) : t.lived(25 * Math.floor(job.progress.percent / 25))}</p>
        ${progress(job, isImport)}
        <div class="actions">${undo ? nothing : buttons(job, actions)}</div>
        ${job.warnings.length > 0 ? html`<section><h2>${t.warnings}</h2><ul class="plain-list">${job.warnings.map(warning => html`<li>${message('warn', warning.detail)}</li>`)}</ul></section>` : nothing}
        ${activity.chunks !== '' ? html`
            <div class="columns">
                ${activity.rates.rows.some(rows => rows > 0) ? html`<section aria-labelledby="chart"><h2 id="chart">${t.chart}</h2>${chart(activity.rates)}</section>` : nothing}
                <section aria-labelledby="chunks"><h2 id="chunks">${t.chunks}</h2>${grid.view()}<p class="quiet small">${t.chunksWhy}</p></section>
            </div>` : nothing}
        ${results(job)}`;
}

function progress(job, isImport) {
    const {percent: done, rowsProcessed, rowsTotal, rowsPerSecond, etaSeconds, bytesRead, bytesTotal} = job.progress;
    if (isImport ? job.phase === 'WAITING_FOR_MAPPING' : job.finishedAt) {
        return nothing;
    }
    const step = STEPS.indexOf(STEP_OF[job.phase] ?? job.phase);
    const took = (new Date(job.finishedAt ?? Date.now()) - new Date(job.startedAt ?? job.createdAt)) / 1000;
    return html`
        <section class="card" aria-label=${t.progress}>
            ${isImport ? html`<ol class="steps" aria-label=${t.stepsLabel}>${STEPS.map((name, i) => html`
                <li data-is=${i < step || job.status === 'COMPLETED' ? 'done' : i === step && !job.finishedAt ? 'now' : 'later'} aria-current=${i === step ? 'step' : nothing}>${t.steps[name]}</li>`)}</ol>` : nothing}
            <progress class="big" max="100" .value=${done} aria-label=${t.progress} data-state=${job.status}></progress>
            <dl class="figures">
                <div><dt>${t.percent}</dt><dd>${percent(done)}</dd></div>
                ${isImport ? html`
                    <div><dt>${t.rows}</dt><dd>${t.rowsOf(rowsProcessed, rowsTotal)}</dd></div>
                    <div><dt>${t.rate}</dt><dd>${number(rowsPerSecond)}</dd></div>` : nothing}
                ${job.finishedAt ? html`<div><dt>${t.took}</dt><dd>${duration(Math.max(1, took))}</dd></div>`
                    : html`<div><dt>${t.left}</dt><dd>${duration(etaSeconds)}</dd></div>`}
                ${isImport && rowsTotal === null ? html`<div><dt>${t.read}</dt><dd>${bytes(bytesRead)} / ${bytes(bytesTotal)}</dd></div>` : nothing}
            </dl>
        </section>`;
}

/** What one most likely wants to do next, beside the sentence. */
function next(job, state) {
    if (state === 'WAITING_FOR_MAPPING') {
        return html`<a class="button primary" href="/workbooks/${job.workbook.id}/mapping">${t.map}</a>`;
    }
    if (job.kind === 'ANALYSIS' && job.status === 'COMPLETED') {
        return html`<a class="button primary" href="/workbooks/${job.workbook.id}/mapping">${t.toMapping}</a>`;
    }
    if (job.kind === 'IMPORT' && job.results.rowsFailed > 0) {
        return html`<a class="button" href="/jobs/${job.id}/errors">${t.errorsLink(job.results.rowsFailed)}</a>`;
    }
    return nothing;
}

function buttons(job, actions) {
    const isImport = job.kind === 'IMPORT';
    const canRetry = isImport && job.status === 'FAILED' && (job.progress.chunksFailed > 0 || job.progress.chunksTotal === null)
        && !['CANCELLED', 'BLOCKED', 'TOO_MANY_ERRORS'].includes(job.error?.code);
    const button = (name, kind = '') => html`<button class=${kind} @click=${actions[name]}>${t.actions[name]}</button>`;
    return html`
        ${may('upload') && !job.finishedAt && job.kind !== 'ERASE' ? button('cancel') : nothing}
        ${may('upload') && canRetry ? button('retry', 'primary') : nothing}
        ${isImport && job.finishedAt && job.results.rowsImported > 0 ? html`<a class="button" href="/campaigns/${job.campaign}/backers?job=${job.id}">${t.data}</a>` : nothing}
        ${may('upload') && isImport && job.finishedAt && job.results.rowsImported > 0 ? button('undo') : nothing}`;
}

function results(job) {
    if (job.kind === 'ANALYSIS' || (job.kind === 'IMPORT' && job.progress.rowsProcessed === 0)) {
        return nothing;
    }
    const head = {IMPORT: ['inserted', 'updated', 'unchanged'], UNDO: ['reversed', 'kept', 'failed']}[job.kind];
    const {results} = job;
    const erased = Object.entries(results.erased ?? {}).filter(([, value]) => value > 0);
    return html`
        <section aria-labelledby="results"><h2 id="results">${t.results}</h2>
            ${head ? html`<div class="table-wrap" tabindex="0" role="region" aria-labelledby="results"><table>
                <thead><tr><th scope="col">${t.table}</th>${head.map(name => html`<th scope="col" class="num">${t[name]}</th>`)}</tr></thead>
                <tbody>${Object.entries(t.tables).map(([table, label]) => html`
                    <tr><th scope="row">${label}</th>${head.map(name => html`<td class="num">${number(results[table]?.[name] ?? 0)}</td>`)}</tr>`)}</tbody>
            </table></div>` : nothing}
            ${job.kind === 'IMPORT' ? facts([[t.rowsImported, number(results.rowsImported)], [t.rowsFailed, number(results.rowsFailed)],
                [t.rowsSkipped, number(results.rowsSkipped)], [t.missingPledges, results.missing ? number(results.missing) : null]]) : nothing}
            ${erased.length > 0 ? facts(erased.map(([name, value]) => [t.erased[name] ?? name, number(value)])) : nothing}
        </section>`;
}
