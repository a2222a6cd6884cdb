// All jobs, newest first, of one status or campaign if asked for.
import {html} from '../lib/lit.js';
import {api, query} from '../lib/api.js';
import {jobTable} from '../lib/jobs.js';
import {empty, pager} from '../lib/parts.js';
import {texts} from '../lib/texts.js';

const STATES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'];
const t = texts.jobs;

export function open(page) {
    page.title(t.title);
    const cursors = [''];
    let campaigns = [];
    let list = null;
    let asked = 0;
    let isReading = false;

    const filters = () => ({status: page.query.get('status') ?? '', campaign: page.query.get('campaign') ?? ''});
    const read = async () => {
        // What is asked for last counts, whatever is answered last.
        const own = ++asked;
        isReading = true;
        try {
            const answer = await api(`/jobs${query({...filters(), limit: 25, cursor: cursors.at(-1)})}`, {signal: page.signal});
            list = own === asked ? answer : list;
        } finally {
            isReading = own === asked ? false : isReading;
        }
        page.update();
    };
    const choose = (name, value) => {
        page.keep({[name]: value});
        cursors.splice(1);
        page.show(read());
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
    const beat = setInterval(() => {
        if (document.visibilityState === 'visible' && list?.items.some(job => !job.finishedAt)) {
            read().catch(() => {});
        }
    }, 3000);
    page.signal.addEventListener('abort', () => clearInterval(beat));
    page.show(read());
    page.show(api('/campaigns?limit=200', {signal: page.signal}).then(answer => {
        campaigns = answer.items;
        page.update();
    }));

    const select = (name, label, any, values) => html`
        <label>${label} <select @change=${event => choose(name, event.target.value)}>
            <option value="">${any}</option>
            ${values.map(([value, text]) => html`<option value=${value} ?selected=${filters()[name] === value}>${text}</option>`)}</select></label>`;
    const nothingHere = () => (filters().status || filters().campaign
        ? empty(t.none, t.noneFiltered)
        : empty(t.none, t.noneWhy, html`<a class="button primary" href="/">${t.upload}</a>`));

    return () => html`
        <h1 tabindex="-1">${t.title}</h1>
        <div class="toolbar">
            ${select('status', t.status, t.anyStatus, STATES.map(state => [state, texts.states[state]]))}
            ${select('campaign', t.campaign, t.anyCampaign, campaigns.map(campaign => [campaign.slug, campaign.name]))}
        </div>
        ${list === null ? html`<p class="quiet">${texts.loading}</p>`
            : list.items.length === 0 ? nothingHere()
            : html`${jobTable(list.items)}${pager({before: cursors.length > 1 ? '' : undefined, after: list.nextCursor, turn})}`}`;
}
