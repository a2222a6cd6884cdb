// What the columns of a file mean: a proposal, changed by choosing, seen at once in the first rows, and confirmed.
import {html, nothing} from '../lib/lit.js';
import {api} from '../lib/api.js';
import {columnTable, fieldName} from '../lib/columns.js';
import {nameOf} from '../lib/jobs.js';
import {watchJob} from '../lib/live.js';
import {empty, message} from '../lib/parts.js';
import {previewTable} from '../lib/preview.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const PAUSE = 250;
const t = texts.mapping;
const keyOf = column => `${column.occurrence} ${column.header}`;

export function open(page) {
    const id = page.params.id;
    const changes = new Map();
    page.title(t.title);
    let job = null;
    let fields = [];
    let analysis = null;
    let looking = null;
    let preview = null;
    let trouble = null;
    let wrong = null;
    let consent = false;
    let isBusy = false;
    let isAsking = false;
    let asking = new AbortController();
    let timer = null;

    const columns = () => analysis.columns.map(column => ({...column, is: changes.get(keyOf(column)) ?? column.field}));
    const said = () => ({
        mapping: analysis.columns.filter(column => changes.has(keyOf(column)))
            .map(column => ({header: column.header, occurrence: column.occurrence, field: changes.get(keyOf(column))})),
        analysis: analysis.id,
    });
    const isWaiting = () => job.phase === 'WAITING_FOR_MAPPING' && !job.finishedAt;

    const readPreview = async () => {
        asking.abort();
        asking = new AbortController();
        isAsking = true;
        page.update();
        const own = asking;
        try {
            preview = await api(`/workbooks/${id}/analyze/preview`, {method: 'POST', body: said(), signal: own.signal});
            wrong = null;
        } catch (failure) {
            if (failure.name === 'AbortError') {
                return;
            }
            wrong = failure.message;
            if (failure.code === 'NOT_WAITING') {
                readJob().catch(() => {});
            }
        }
        isAsking = false;
        page.update();
    };
    const readJob = async () => {
        const answer = await api(`/jobs?workbook=${encodeURIComponent(id)}&limit=200`, {signal: page.signal});
        job = answer.items.find(one => one.kind === 'IMPORT') ?? null;
        if (job === null) {
            page.view = () => html`<h1 tabindex="-1">${t.missing}</h1>${empty(t.missing, t.missingWhy, html`<a class="button" href="/jobs">${texts.jobs.title}</a>`)}`;
        } else {
            page.title(`${t.title} · ${nameOf(job)}`);
        }
        page.update();
    };
    const readAnalysis = async () => {
        try {
            analysis = await api(`/workbooks/${id}/analysis`, {signal: page.signal});
        } catch (failure) {
            if (failure.status !== 404) {
                throw failure;
            }
        }
        if (analysis?.status === 'PENDING' || analysis?.status === 'PROCESSING') {
            watch(analysis.id);
        } else if (analysis?.status === 'COMPLETED' && isWaiting()) {
            // Shown at once; the answer is the same until something is changed, but for what has been missing all along.
            preview = {rows: analysis.rows, missing: analysis.missing};
        }
        page.update();
    };
    const watch = analysed => {
        consent = false;
        looking = {progress: {percent: 0}};
        page.update();
        watchJob(analysed, page.signal, seen => {
            looking = seen.finishedAt ? null : seen;
            if (seen.finishedAt) {
                changes.clear();
                page.show(readAnalysis());
            }
            page.update();
        }, () => {});
    };
    const act = async action => {
        isBusy = true;
        trouble = null;
        page.update();
        try {
            await action();
        } catch (failure) {
            trouble = failure.message;
        }
        isBusy = false;
        page.update();
    };
    const actions = {
        analyze: () => act(async () => watch((await api(`/workbooks/${id}/analyze`, {method: 'POST'})).jobId)),
        confirm: () => act(async () => {
            const answer = await api(`/workbooks/${id}/analyze/confirm`, {method: 'POST', body: {...said(), consent}});
            page.go(`/jobs/${answer.jobId}`);
        }),
        consent: event => {
            consent = event.target.checked;
            page.update();
        },
        choose: (column, field) => {
            if (field === column.field) {
                changes.delete(keyOf(column));
            } else {
                changes.set(keyOf(column), field);
            }
            // What is shown is of the choice before, and so was the consent.
            isAsking = true;
            consent = false;
            page.update();
            clearTimeout(timer);
            timer = setTimeout(readPreview, PAUSE);
        },
    };
    page.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        asking.abort();
    });
    page.show(Promise.all([readJob(), api('/fields', {signal: page.signal}).then(answer => { fields = answer.items; })])
        .then(() => job && readAnalysis()));

    return () => (job === null ? html`<p class="quiet" role="status">${texts.loading}</p>` : html`
        <p class="crumb"><a href="/jobs/${job.id}">${t.toJob}</a></p>
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead name">${nameOf(job)}</p>
        ${trouble ? message('bad', trouble) : nothing}
        ${!isWaiting() ? message('info', t.notWaiting, html`<a class="button primary" href="/jobs/${job.id}">${t.showJob}</a>`)
            : looking ? html`<section class="card" aria-label=${t.looking}><p role="status">${t.looking}</p>
                <progress class="big" max="100" .value=${looking.progress.percent} aria-label=${t.looking}></progress></section>`
            : analysis?.status === 'COMPLETED' ? proposal({columns: columns(), analysis, fields, preview, wrong, consent, isBusy, isAsking, actions})
            : begin(analysis, isBusy, actions)}`);
}

const begin = (analysis, isBusy, actions) => html`
    ${analysis === null ? nothing : message('bad', analysis.error?.detail ?? t.failed)}
    ${empty(t.begin, t.beginWhy, may('upload') ? html`<button class="primary" ?disabled=${isBusy} @click=${actions.analyze}>${t.analyze}</button>` : nothing)}`;

function proposal({columns, analysis, fields, preview, wrong, consent, isBusy, isAsking, actions}) {
    const toModel = columns.filter(column => column.is === 'ai');
    const missing = preview?.missing ?? [];
    const isReady = missing.length === 0 && !wrong && (toModel.length === 0 || consent);
    return html`
        <p>${t.lead(texts.platforms[analysis.platform] ?? analysis.platform, analysis.platform === 'generic')}</p>
        <div aria-live="polite">
            ${missing.length === 0 ? nothing : message('bad', html`<strong>${t.missingFields}</strong>
                <ul>${missing.map(field => html`<li>${fieldName(field)}${t.needs[field] ? html`: ${t.needs[field]}` : nothing}</li>`)}</ul>`)}
            ${wrong ? message('bad', wrong) : nothing}
        </div>
        ${analysis.warnings.map(warning => message('warn', warning.detail))}
        <section aria-labelledby="columns"><h2 id="columns">${t.columns}</h2>
            ${columnTable(columns, fields, actions.choose)}</section>
        <section aria-labelledby="preview"><h2 id="preview">${t.preview}</h2>
            <p class="quiet" role="status">${isAsking ? t.previewing : preview === null ? '' : t.previewOf(preview.rows.length, preview.rows.filter(row => row.errors.length > 0).length)}</p>
            ${preview === null || preview.rows.length === 0 ? nothing : previewTable(preview.rows, missing, isAsking)}</section>
        <section class="card" aria-label=${t.confirm}>
            ${toModel.length === 0 ? nothing : html`<label class="check"><input type="checkbox" .checked=${consent} @change=${actions.consent}>
                <span>${t.consent(toModel.map(column => column.header))}</span></label>`}
            <p class="quiet" id="confirm-why">${isReady ? t.confirmWhy : missing.length > 0 || wrong ? t.notReady : t.consentFirst}</p>
            ${may('upload') ? html`<button class="primary" aria-describedby="confirm-why" ?disabled=${!isReady || isBusy || isAsking} @click=${actions.confirm}>${t.confirm}</button>` : nothing}
        </section>`;
}
