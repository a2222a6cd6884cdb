// A job as it is now: by server-sent events, and by asking every other second while those do not come through.
import {api} from './api.js';

const ASK_EVERY = 2000;
const ASK_HIDDEN = 10000;
const SILENCE = 15000;

/**
 * Calls seen(job) with each new state of a job, and lost(true or false, failure) as the connection goes and comes, until the
 * job or the signal ends, or it is refused. While nobody looks it is asked now and then.
 */
export function watchJob(id, signal, seen, lost) {
    let events = null;
    let timer = null;
    let asking = null;
    let heard = 0;
    let ended = false;

    const close = () => {
        clearInterval(timer);
        asking?.abort();
        asking = null;
        events?.close();
        events = null;
    };

    const take = job => {
        if (ended || signal.aborted) {
            return;
        }
        // What was asked before this is older than this.
        asking?.abort();
        asking = null;
        heard = Date.now();
        ended = job.finishedAt !== null;
        if (ended) {
            close();
        }
        lost(false);
        seen(job);
    };

    const ask = async () => {
        if (asking) {
            return;
        }
        const own = new AbortController();
        asking = own;
        try {
            const job = await api(`/jobs/${id}`, {signal: own.signal});
            asking = null;
            take(job);
        } catch (failure) {
            if (asking === own) {
                asking = null;
            }
            if (failure.name === 'AbortError' || signal.aborted) {
                return;
            }
            if (!failure.isPassing && failure.status < 500) {
                ended = true;
                close();
            }
            lost(true, failure);
        }
    };

    const listen = () => {
        events?.close();
        events = new EventSource(`/api/jobs/${id}/events`);
        for (const name of ['progress', 'completed', 'failed']) {
            events.addEventListener(name, event => take(JSON.parse(event.data)));
        }
    };

    const wake = async () => {
        if (ended || signal.aborted || document.visibilityState !== 'visible') {
            return;
        }
        await ask();
        if (!ended && !signal.aborted && (events === null || events.readyState === EventSource.CLOSED)) {
            listen();
        }
    };

    const check = () => {
        if (document.visibilityState !== 'visible') {
            // The title of a tab in the background still says how far it is, without a connection of its own.
            if (!ended && Date.now() - heard > ASK_HIDDEN) {
                ask();
            }
        } else if (events?.readyState !== EventSource.OPEN || Date.now() - heard > SILENCE) {
            wake();
        }
    };

    const start = () => {
        if (!signal.aborted) {
            close();
            ended = false;
            timer = setInterval(check, ASK_EVERY);
            wake();
        }
    };

    window.addEventListener('online', wake, {signal});
    window.addEventListener('offline', () => !ended && lost(true), {signal});
    document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') {
            wake();
        } else {
            events?.close();
            events = null;
        }
    }, {signal});
    signal.addEventListener('abort', close);
    start();
    return {again: start};
}
