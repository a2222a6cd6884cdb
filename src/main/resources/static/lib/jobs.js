// What lists and pages of jobs share.
import {html, nothing, repeat} from './lit.js';
import {number, percent} from './format.js';
import {chip, time} from './parts.js';
import {texts} from './texts.js';

const t = texts.jobs;

/** The state that a person cares for: an import that waits for its mapping or ended with errors is told apart. */
export function stateOf(job) {
    if (job.phase === 'WAITING_FOR_MAPPING' && !job.finishedAt) {
        return 'WAITING_FOR_MAPPING';
    }
    return job.status === 'COMPLETED' && job.results.rowsFailed > 0 ? 'WITH_ERRORS' : job.status;
}

/** The name of a job's file; an erasure has none. */
export const nameOf = job => job.workbook?.filename ?? t.erasure;

/** A table of jobs, each with a link to its page. */
export const jobTable = jobs => html`
    <div class="table-wrap" tabindex="0" role="region" aria-label=${t.title}>
        <table>
            <thead><tr>
                <th scope="col">${t.file}</th><th scope="col">${t.status}</th><th scope="col" class="num">${t.rows}</th>
                <th scope="col" class="num">${t.errors}</th><th scope="col">${t.campaign}</th><th scope="col">${t.when}</th>
            </tr></thead>
            <tbody>${repeat(jobs, job => job.id, job => html`
                <tr>
                    <th scope="row" class="file"><a href="/jobs/${job.id}">${nameOf(job)}</a>${job.kind === 'IMPORT' ? nothing : html` <span class="quiet">${texts.kinds[job.kind]}</span>`}</th>
                    <td>${chip(stateOf(job))}${job.status === 'PROCESSING' && job.progress.percent > 0 ? html` <span class="quiet">${percent(job.progress.percent)}</span>` : nothing}</td>
                    <td class="num">${number(job.results.rowsImported)}</td>
                    <td class="num">${job.results.rowsFailed > 0 ? html`<a class="bad" href="/jobs/${job.id}/errors">${number(job.results.rowsFailed)}</a>` : number(job.results.rowsFailed)}</td>
                    <td>${job.campaign ?? ''}</td>
                    <td>${time(job.createdAt)}</td>
                </tr>`)}</tbody>
        </table>
    </div>`;
