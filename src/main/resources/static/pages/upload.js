// The start page: drop files, watch them arrive, see what became of the latest.
import {html, live, nothing, repeat} from '../lib/lit.js';
import {api} from '../lib/api.js';
import {bytes, duration} from '../lib/format.js';
import {jobTable} from '../lib/jobs.js';
import {chip, dropPlace, empty, field, message} from '../lib/parts.js';
import {may} from '../lib/session.js';
import {texts} from '../lib/texts.js';
import {uploads} from '../lib/upload.js';

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const t = texts.upload;

// Kept while one goes from page to page.
const options = {campaign: '', platform: '', mode: 'upsert', onError: 'skip', maxErrors: '', start: 'auto'};

export function open(page) {
    page.title(t.title);
    let campaigns = [];
    let jobs = null;
    let wrong = '';
    let trouble = '';
    if (!options.campaign) {
        options.campaign = page.query.get('campaign') ?? '';
    }

    const refresh = async () => {
        if (may('read')) {
            const [known, latest] = await Promise.all([api('/campaigns?limit=200', {signal: page.signal}), api('/jobs?limit=8', {signal: page.signal})]);
            campaigns = known.items;
            jobs = latest.items;
            page.update();
        }
    };
    const beat = setInterval(() => {
        if (document.visibilityState === 'visible' && jobs?.some(job => !job.finishedAt)) {
            refresh().catch(() => {});
        }
    }, 3000);
    page.signal.addEventListener('abort', () => clearInterval(beat));
    // The lists are beside the point here: without them one can still upload.
    refresh().catch(failure => {
        if (failure.name !== 'AbortError') {
            trouble = failure.message;
            page.update();
        }
    });

    const chosen = files => {
        const campaign = options.campaign.trim();
        wrong = campaign === '' || SLUG.test(campaign) ? '' : t.campaignWrong;
        if (wrong === '') {
            const given = {...options, campaign: campaign || 'default'};
            const added = uploads.add(files, given);
            follow(added);
        } else {
            page.update();
            document.getElementById('campaign').focus();
        }
    };

    // A single file leads to its import as soon as it is stored.
    const follow = added => {
        const seen = new Set();
        const look = () => {
            if (page.signal.aborted) {
                return;
            }
            const done = added.filter(upload => upload.state === 'DONE' && !seen.has(upload));
            done.forEach(upload => seen.add(upload));
            if (added.length === 1 && done.length === 1 && may('read')) {
                page.go(`/jobs/${done[0].jobId}`);
            } else if (done.length > 0) {
                refresh().catch(() => {});
            }
            if (added.some(upload => upload.isOpen)) {
                setTimeout(look, 200);
            }
        };
        look();
    };

    return () => html`
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead">${t.lead}</p>
        ${may('upload') ? html`
            <section class="card">
                ${field('campaign', t.campaign, html`<input id="campaign" list="campaigns" autocomplete="off" spellcheck="false" maxlength="63" placeholder="default"
                    aria-describedby="campaign-hint" aria-invalid=${wrong ? 'true' : 'false'} .value=${live(options.campaign)}
                    @input=${event => { options.campaign = event.target.value; }}>
                    <datalist id="campaigns">${campaigns.map(campaign => html`<option value=${campaign.slug}>${campaign.name}</option>`)}</datalist>`, t.campaignHint)}
                ${wrong ? message('bad', wrong) : nothing}
                ${dropPlace({title: t.drop, hint: t.hint, chosen})}
                ${moreOptions()}
            </section>` : message('info', texts.problems.FORBIDDEN)}
        ${uploads.list.length > 0 ? html`
            <section aria-labelledby="list"><h2 id="list">${t.list}</h2>
                <ul class="uploads">${repeat(uploads.list, upload => upload.key, row)}</ul></section>` : nothing}
        ${uploads.interrupted.length > 0 ? html`
            <section aria-labelledby="interrupted"><h2 id="interrupted">${t.interrupted}</h2><p class="quiet">${t.interruptedWhy}</p>
                <ul class="uploads">${uploads.interrupted.map(entry => html`
                    <li class="upload"><span><span class="name">${entry.name}</span> <span class="quiet">${bytes(entry.size)}</span></span>
                        <button class="plain" @click=${() => uploads.forget(entry)}>${t.forget}</button></li>`)}</ul></section>` : nothing}
        ${trouble ? message('warn', trouble) : nothing}
        ${jobs === null ? nothing : html`
            <section aria-labelledby="recent"><div class="heading"><h2 id="recent">${t.recent}</h2>${jobs.length > 0 ? html`<a href="/jobs">${t.all}</a>` : nothing}</div>
                ${jobs.length > 0 ? jobTable(jobs) : empty(t.none, t.noneWhy)}</section>`}`;
}

function moreOptions() {
    const choose = (name, values) => html`<select id=${name} @change=${event => { options[name] = event.target.value; }}>
        ${Object.entries(values).map(([value, text]) => html`<option value=${value} ?selected=${options[name] === value}>${text}</option>`)}</select>`;
    return html`
        <details><summary>${t.options}</summary>
            <div class="grid">
                ${field('platform', t.platform, choose('platform', {'': t.recognise, ...texts.platforms}))}
                ${field('mode', t.mode, choose('mode', t.modes))}
                ${field('onError', t.onError, choose('onError', t.onErrors))}
                ${field('maxErrors', t.maxErrors, html`<input id="maxErrors" inputmode="numeric" pattern="[0-9]{1,9}|[0-9]{1,3}([.][0-9]{1,2})?%" aria-describedby="maxErrors-hint"
                    .value=${live(options.maxErrors)} @input=${event => { options.maxErrors = event.target.value.trim(); }}>`, t.maxErrorsHint)}
            </div>
            <label class="check"><input type="checkbox" .checked=${live(options.start === 'manual')} @change=${event => { options.start = event.target.checked ? 'manual' : 'auto'; }}> ${t.manual}</label>
        </details>`;
}

function row(upload) {
    const said = {
        WAITING: () => t.waiting,
        SENDING: () => html`${t.progress(bytes(upload.sent), bytes(upload.total))}${upload.secondsLeft === null ? nothing : html` · ${t.speed(bytes(upload.speed), duration(upload.secondsLeft))}`}`,
        PAUSED: () => t.paused(upload.problem.message),
        DONE: () => t.done,
        FAILED: () => html`<span class="bad">${upload.problem.message}</span>`,
        CANCELLED: () => (upload.wasSent ? t.cancelledLate : t.cancelled),
    };
    return html`
        <li class="upload" data-state=${upload.state}>
            <span class="name">${upload.file.name}</span>${chip(upload.state)}
            ${upload.isOpen ? html`<progress aria-label=${t.progressFor(upload.file.name)} max="100" .value=${upload.total === 0 ? 0 : (100 * upload.sent) / upload.total}></progress>` : nothing}
            <p class="quiet">${said[upload.state]()}</p>
            ${upload.state === 'SENDING' && upload.way ? html`<p class="quiet small">${t.ways[upload.way]}</p>` : nothing}
            <span class="actions">
                ${upload.isOpen ? html`<button @click=${() => uploads.cancel(upload)} aria-label=${t.cancelFor(upload.file.name)}>${t.cancel}</button>` : nothing}
                ${upload.state === 'DONE' && may('read') ? html`<a class="button" href="/jobs/${upload.jobId}">${t.show}</a>` : nothing}
                ${upload.state === 'FAILED' ? html`<button @click=${() => uploads.again(upload)}>${t.again}</button>` : nothing}
                ${upload.isOpen ? nothing : html`<button class="plain" @click=${() => uploads.dismiss(upload)}>${t.dismiss}</button>`}
            </span>
        </li>`;
}
