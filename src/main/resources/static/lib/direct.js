// Sends a large file in parts, straight to the object store. What has arrived there need not be sent again: after a fault, a
// reload or a night the same Idempotency-Key finds the same upload. Where the browser may not speak to the store (its rules for
// other origins are missing, or a network forbids it), the file goes through the server instead.
import {Problem, api} from './api.js';
import {stream} from './stream.js';
import {texts} from './texts.js';

const FROM = 32 * 1024 * 1024; // bytes; below it one request is as good
const AT_ONCE = 3;
const TRIES = 5;
const ROUNDS = 3;
// Of the upload as a whole: beginning anew finds out how it stands.
const STALE = new Set(['NOT_FOUND', 'PARTS_GONE', 'PARTS_MISSING', 'PARTS_CHANGED', 'SIZE_MISMATCH', 'ETAG_MISMATCH']);

// Whether the store answers this browser: null until a part was tried.
let reached = null;

class StoreUnreachable extends Error {}

/** Sends a file the way that suits it; answers the import, or throws a Problem. watch is {signal, begins(sent), progress(sent), changed()}. */
export async function transfer(upload, watch) {
    if (reached !== false && upload.total >= FROM) {
        return direct(upload, watch);
    }
    // Begun in parts at an earlier visit: its key would be taken.
    await abandon(upload);
    return stream(upload, watch);
}

/** Gives up what the server holds open for an upload, if anything. */
export async function abandon(upload) {
    const id = upload.workbookId;
    if (id) {
        upload.workbookId = null;
        await api(`/workbooks/${id}/presign`, {method: 'DELETE'}).catch(problem => {
            if (problem.status !== 404) {
                upload.workbookId = id;
                throw problem;
            }
        });
    }
}

async function direct(upload, watch) {
    for (let round = 1; ; round++) {
        try {
            return await attempt(upload, watch);
        } catch (problem) {
            if (problem instanceof StoreUnreachable) {
                // This fails if nobody at all can be reached: then it is tried again as it is.
                await abandon(upload);
                reached = false;
                upload.way = 'THROUGH';
                watch.begins(0);
                watch.changed();
                return stream(upload, watch);
            }
            const isFull = problem.code === 'TOO_MANY_UPLOADS' && !upload.workbookId;
            if (problem.code === 'KEY_REUSED' || isFull) {
                // It went through the server before a reload: the same request is answered as it was. Or too many are open
                // already, which does not keep others from going through the server.
                return stream(upload, watch);
            }
            if (!STALE.has(problem.code) || round === ROUNDS) {
                throw problem;
            }
            if (problem.code === 'PARTS_GONE') {
                await abandon(upload);
            }
        }
    }
}

async function attempt(upload, watch) {
    const begun = await begin(upload);
    if (begun.jobId) {
        return begun;
    }
    if (upload.workbookId !== begun.workbookId) {
        upload.etags.clear();
    }
    upload.workbookId = begun.workbookId;
    watch.changed();
    if (watch.signal.aborted) {
        await abandon(upload);
        throw stopped();
    }
    const path = `/workbooks/${begun.workbookId}`;
    const arrived = await api(`${path}/parts`, {signal: watch.signal});
    const parts = begun.parts.map(({number, url}) => {
        const from = (number - 1) * begun.partSize;
        return {number, url, blob: upload.file.slice(from, Math.min(from + begun.partSize, upload.total)), sent: 0};
    });
    parts.forEach(part => {
        const there = arrived.parts.find(other => other.number === part.number);
        const etag = upload.etags.get(part.number);
        if (there?.sizeBytes === part.blob.size && (!etag || !there.etag || etag === there.etag)) {
            part.sent = part.blob.size;
        }
    });
    const before = parts.reduce((sum, part) => sum + part.sent, 0);
    if (before > 0) {
        // The parts that arrived tell that this browser reaches the store.
        reached = true;
    }
    upload.way = before > 0 ? 'RESUMED' : 'DIRECT';
    watch.begins(before);
    await sendAll(upload, path, parts, watch);
    upload.way = 'CHECKED';
    watch.changed();
    const etags = [...upload.etags].map(([number, etag]) => ({number, etag}));
    return api(`${path}/complete`, {method: 'POST', body: {parts: etags}, signal: watch.signal});
}

/** Without a signal: once the server has begun an upload, its id must be known to give it up. */
function begin(upload) {
    const options = Object.entries(upload.options).filter(([, value]) => value !== '' && value !== null && value !== undefined);
    const body = {filename: upload.file.name, sizeBytes: upload.total, contentType: 'application/octet-stream', ...Object.fromEntries(options)};
    return api('/workbooks/presign', {method: 'POST', body, headers: {'Idempotency-Key': upload.key}});
}

async function sendAll(upload, path, parts, watch) {
    const all = new AbortController();
    const end = () => all.abort();
    watch.signal.addEventListener('abort', end);
    const waiting = parts.filter(part => part.sent === 0);
    const told = () => watch.progress(parts.reduce((sum, part) => sum + part.sent, 0));
    const sender = async () => {
        for (let part = waiting.shift(); part; part = waiting.shift()) {
            await sendPart(upload, path, part, all.signal, told);
        }
    };
    try {
        await Promise.all(Array.from({length: AT_ONCE}, sender));
    } finally {
        // One that has failed ends the others.
        all.abort();
        watch.signal.removeEventListener('abort', end);
    }
}

async function sendPart(upload, path, part, signal, told) {
    for (let tries = 1; ; tries++) {
        const answer = await put(part.url, part.blob, signal, sent => {
            part.sent = sent;
            told();
        });
        if (signal.aborted) {
            throw stopped();
        }
        if (answer.status === 200) {
            reached = true;
            part.sent = part.blob.size;
            if (answer.etag) {
                upload.etags.set(part.number, answer.etag);
            } else {
                upload.etags.delete(part.number);
            }
            told();
            return;
        }
        part.sent = 0;
        told();
        if (reached === null && (answer.status === 0 || tries === TRIES)) {
            throw new StoreUnreachable();
        }
        if (answer.status === 404) {
            throw new Problem(409, 'PARTS_GONE', texts.problems.PARTS_GONE);
        }
        if (tries === TRIES) {
            // Passing: after a while it goes on with the parts that are missing.
            throw answer.status === 0 ? Problem.unreachable() : new Problem(503, 'STORAGE_UNAVAILABLE', texts.problems.STORAGE_UNAVAILABLE);
        }
        if (answer.status === 403) {
            // The address has expired, over a night for example.
            part.url = (await api(`${path}/presign`, {method: 'POST', body: {parts: [part.number]}, signal})).parts[0].url;
        } else {
            await pause(1000 * 2 ** (tries - 1), signal);
        }
    }
}

/** Answers {status, etag}; the status is 0 when there was no answer, the tag null when the store does not show it. */
function put(url, blob, signal, progress) {
    return new Promise(resolve => {
        const request = new XMLHttpRequest();
        const abort = () => request.abort();
        request.open('PUT', url);
        request.upload.addEventListener('progress', event => progress(Math.min(event.loaded, blob.size)));
        request.addEventListener('loadend', () => {
            signal.removeEventListener('abort', abort);
            const etag = /^etag: *"?([^"\r\n]+)/im.exec(request.getAllResponseHeaders());
            resolve({status: request.status, etag: etag && etag[1]});
        });
        signal.addEventListener('abort', abort);
        request.send(blob);
    });
}

function pause(millis, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, millis);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(stopped());
        });
    });
}

const stopped = () => new DOMException('', 'AbortError');
