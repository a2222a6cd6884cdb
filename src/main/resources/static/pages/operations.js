// How the queues stand, which workers were seen, the chunks that could not be written and the uploads that were given up, while the page is looked at.
import {html, nothing} from '../lib/lit.js';
import {api} from '../lib/api.js';
import {bytes, duration, number} from '../lib/format.js';
import {deliveryTable, endpointTable} from '../lib/deliveries.js';
import {empty, message, time} from '../lib/parts.js';
import {texts} from '../lib/texts.js';

const EVERY = 5000;
// Seconds: workers tell every five that they are there.
const LATELY = 15;
const t = texts.operations;

export function open(page) {
    page.title(t.title);
    let state = null;
    let trouble = '';
    let outcome = nothing;

    const read = async () => {
        try {
            const [operations, webhooks, deliveries] = await Promise.all([
                api('/operations', {signal: page.signal}),
                api('/webhooks?limit=20', {signal: page.signal}),
                api('/deliveries?limit=5', {signal: page.signal}),
            ]);
            state = {...operations, webhooks: webhooks.items, deliveries: deliveries.items};
            trouble = '';
        } catch (problem) {
            if (problem.name === 'AbortError') {
                return;
            }
            if (problem.status === 403) {
                page.fail(problem);
                return;
            }
            trouble = problem.message;
        }
        page.update();
    };
    const retry = async job => {
        try {
            await api(`/jobs/${job}/retry`, {method: 'POST'});
            outcome = message('good', t.retried);
        } catch (problem) {
            outcome = message('bad', problem.message);
        }
        await read();
    };
    const beat = setInterval(() => document.visibilityState === 'visible' && read(), EVERY);
    page.signal.addEventListener('abort', () => clearInterval(beat));
    read();

    return () => html`
        <h1 tabindex="-1">${t.title}</h1>
        <p class="lead">${t.lead}</p>
        ${trouble ? message('bad', trouble) : nothing}
        ${outcome}
        ${state === null ? html`<p class="quiet">${texts.loading}</p>` : view(state, retry)}`;
}

const view = (state, retry) => html`
    <section aria-labelledby="queues"><h2 id="queues">${t.queues}</h2>
        ${state.queues === null ? message('warn', t.noRedis) : html`
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby="queues"><table>
                <thead><tr><th scope="col">${t.queue}</th>${['depth', 'lag', 'pending', 'oldest', 'dead', 'consumers'].map(name => html`<th scope="col" class="num" title=${t.why[name]}>${t.of[name]}</th>`)}</tr></thead>
                <tbody>${state.queues.map(queue => html`
                    <tr><th scope="row">${t.names[queue.name] ?? queue.name}</th><td class="num">${number(queue.depth)}</td><td class="num">${number(queue.lag)}</td>
                        <td class="num">${number(queue.pending)}</td><td class="num">${queue.depth > 0 ? duration(queue.oldestSeconds) : '–'}</td>
                        <td class="num">${queue.dead > 0 ? html`<strong class="bad">${number(queue.dead)}</strong>` : 0}</td><td class="num">${number(queue.consumers)}</td></tr>`)}</tbody>
            </table></div>
            <p class="quiet small">${t.explain}</p>`}
    </section>
    ${state.workers === null ? nothing : html`<section aria-labelledby="workers"><h2 id="workers">${t.workers}</h2>
        ${state.workers.length === 0 ? empty(t.noWorkers, t.noWorkersWhy) : html`
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby="workers"><table>
                <thead><tr><th scope="col">${t.worker}</th><th scope="col">${t.serves}</th><th scope="col" class="num">${t.busy}</th><th scope="col" class="num">${t.seen}</th></tr></thead>
                <tbody>${state.workers.map(worker => html`
                    <tr><th scope="row">${worker.name}</th><td class="file">${worker.queues.map(name => t.names[name] ?? name).join(', ')}</td>
                        <td class="num">${number(worker.pending)}</td><td class="num">${worker.idleSeconds < LATELY ? texts.now : t.before(duration(worker.idleSeconds))}</td></tr>`)}</tbody>
            </table></div>`}
    </section>`}
    <section aria-labelledby="failed"><h2 id="failed">${t.failed}</h2>
        ${state.failedChunks.items.length === 0 ? empty(t.noneFailed, t.noneFailedWhy) : html`
            <div class="table-wrap" tabindex="0" role="region" aria-labelledby="failed"><table>
                <thead><tr><th scope="col">${t.file}</th><th scope="col" class="num">${t.rows}</th><th scope="col">${t.reason}</th><th scope="col">${t.when}</th><th scope="col"><span class="visually-hidden">${t.retry}</span></th></tr></thead>
                <tbody>${state.failedChunks.items.map(chunk => html`
                    <tr><th scope="row" class="file"><a href="/jobs/${chunk.jobId}">${chunk.filename}</a></th><td class="num">${t.range(chunk.firstRow, chunk.rows)}</td>
                        <td class="file">${chunk.error?.detail ?? ''}</td><td>${time(chunk.finishedAt)}</td>
                        <td class="num">${chunk.retryable ? html`<button class="plain" aria-label=${t.retryOf(chunk.filename)} @click=${() => retry(chunk.jobId)}>${t.retry}</button>` : nothing}</td></tr>`)}</tbody>
            </table></div>
            ${state.failedChunks.total > state.failedChunks.items.length ? html`<p class="quiet small">${t.more(state.failedChunks.items.length, state.failedChunks.total)}</p>` : nothing}`}
    </section>
    ${(state.abandonedUploads?.total ?? 0) === 0 ? nothing : html`<section aria-labelledby="abandoned"><h2 id="abandoned">${t.abandoned}</h2>
        <p class="quiet small">${t.abandonedWhy}</p>
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby="abandoned"><table>
            <thead><tr><th scope="col">${t.file}</th><th scope="col" class="num">${t.arrived}</th><th scope="col">${t.begun}</th><th scope="col">${t.givenUp}</th></tr></thead>
            <tbody>${state.abandonedUploads.items.map(upload => html`
                <tr><th scope="row" class="file">${upload.filename}</th>
                    <td class="num">${upload.sizeBytes === null ? bytes(upload.arrivedBytes) : t.arrivedOf(bytes(upload.arrivedBytes), bytes(upload.sizeBytes))}</td>
                    <td>${time(upload.begunAt)}</td><td>${time(upload.givenUpAt)}</td></tr>`)}</tbody>
        </table></div>
        ${state.abandonedUploads.total > state.abandonedUploads.items.length ? html`<p class="quiet small">${t.more(state.abandonedUploads.items.length, state.abandonedUploads.total)}</p>` : nothing}
    </section>`}
    ${state.webhooks.length + state.deliveries.length === 0 ? nothing : html`<section aria-labelledby="told"><h2 id="told">${texts.webhooks.title}</h2>
        ${state.webhooks.length > 0 ? endpointTable(state.webhooks, 'told') : nothing}
        ${state.deliveries.length > 0 ? deliveryTable(state.deliveries, 'told') : nothing}
        <p><a href="/webhooks">${texts.webhooks.toPage}</a></p>
    </section>`}`;
