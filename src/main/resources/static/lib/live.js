// A job as it is now: by server-sent events, and by asking every other second while those do not come through.
import {api} from './api.js';

const ASK_EVERY = 2000;
const SILENCE = 15000;

/** Calls seen(job) with each new state of a job, and lost(true or false) as the connection goes and comes, until the signal ends. */
export function watchJob(id, signal, seen, lost) {
    let events = null;
    let timer = null;
    let heard = 0;
    let ended = false;

    const take = job => {
        heard = Date.now();
        lost(false);
        ended = job.finishedAt !== null;
        seen(job);
        if (ended) {
            close();
        }
    };

    const ask = async () => {
        try {
            take(await api(`/jobs/${id}`, {signal}));
        } catch (failure) {
            if (failure.name === 'AbortError') {
                return;
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

    const close = () => {
        events?.close();
        events = null;
        clearInterval(timer);
    };

    const wake = () => {
        if (!ended && !signal.aborted && document.visibilityState === 'visible') {
            ask();
            if (events === null || events.readyState === EventSource.CLOSED) {
                listen();
            }
        }
    };

    timer = setInterval(() => {
        const broken = events === null || events.readyState !== EventSource.OPEN;
        if (broken || Date.now() - heard > SILENCE) {
            wake();
        }
    }, ASK_EVERY);
    window.addEventListener('online', wake, {signal});
    window.addEventListener('offline', () => lost(!ended), {signal});
    document.addEventListener('visibilitychange', wake, {signal});
    signal.addEventListener('abort', close);
    ask().then(() => {
        if (!ended && !signal.aborted) {
            listen();
        }
    });
    return {again: () => { ended = false; close(); timer = setInterval(wake, ASK_EVERY); wake(); }};
}
