// Uploads go on while one looks at other pages. Each carries an Idempotency-Key, so that sending a file again after a cut
// connection or a reload never imports it twice.
import {renewSession, signedOut} from './api.js';
import {abandon, transfer} from './direct.js';
import {memory} from './memory.js';
import {session} from './session.js';

const AT_ONCE = 2;
const TRIES = 6;
const SPEED_OVER = 5000; // ms

/** One file on its way: state is WAITING, SENDING, PAUSED (between two tries), DONE, FAILED or CANCELLED. */
class Upload {
    constructor(file, options, key) {
        this.file = file;
        this.options = options;
        this.key = key;
        this.merchant = session.merchant.id;
        this.state = 'WAITING';
        this.sent = 0;
        this.tries = 0;
        this.problem = null;
        this.jobId = null;
        this.workbookId = null;
        this.marks = [];
        // Of a large file: how it goes, as a key of the page's texts, and the tags of the parts that have arrived.
        this.way = null;
        this.etags = new Map();
    }

    get total() {
        return this.file.size;
    }

    get isOpen() {
        return this.state === 'WAITING' || this.state === 'SENDING' || this.state === 'PAUSED';
    }

    /** Bytes a second over the last seconds; 0 until that can be said. */
    get speed() {
        const first = this.marks[0];
        const last = this.marks.at(-1);
        return this.marks.length < 2 || last.at === first.at ? 0 : (1000 * (last.sent - first.sent)) / (last.at - first.at);
    }

    /** Takes so many bytes for sent from now on, as if they had not cost any time. */
    begins(sent) {
        this.sent = sent;
        this.marks = [{at: performance.now(), sent}];
    }

    progress(sent) {
        const now = performance.now();
        this.sent = Math.min(sent, this.total);
        this.marks.push({at: now, sent: this.sent});
        while (this.marks.length > 2 && now - this.marks[0].at > SPEED_OVER) {
            this.marks.shift();
        }
    }

    /** Seconds until all is sent, null until that can be said. */
    get secondsLeft() {
        return this.speed > 0 ? (this.total - this.sent) / this.speed : null;
    }
}

/** All uploads of this visit, oldest first. */
class Uploads {
    list = [];
    watchers = new Set();

    get sending() {
        return this.list.filter(upload => upload.isOpen);
    }

    get percent() {
        const total = this.sending.reduce((sum, upload) => sum + upload.total, 0);
        return total === 0 ? 0 : (100 * this.sending.reduce((sum, upload) => sum + upload.sent, 0)) / total;
    }

    /** Calls this whenever something has changed. */
    watch(changed) {
        this.watchers.add(changed);
    }

    tell() {
        this.watchers.forEach(changed => changed());
    }

    /** Queues files for upload with the same options: campaign, mode, onError, maxErrors, platform, start, corrects. */
    add(files, options) {
        const added = [...files].map(file => {
            const known = memory.find(file, options, key => this.list.some(other => other.key === key));
            const upload = new Upload(file, options, known?.key ?? crypto.randomUUID());
            upload.workbookId = known?.workbookId ?? null;
            memory.keep(upload);
            this.list.push(upload);
            return upload;
        });
        this.next();
        return added;
    }

    cancel(upload) {
        upload.wasSent = upload.state === 'SENDING' && upload.sent === upload.total;
        upload.state = 'CANCELLED';
        upload.control?.abort();
        clearTimeout(upload.timer);
        const left = this.leave(upload);
        this.next();
        return left;
    }

    /** Cancels all; answers once the server knows, or could not be told. */
    cancelAll() {
        // Those that wait come first, or they would take the places of the others.
        const isWaiting = upload => upload.state === 'WAITING';
        const waiting = this.sending.filter(isWaiting);
        const others = this.sending.filter(upload => !isWaiting(upload));
        return Promise.all([...waiting, ...others].map(upload => this.cancel(upload)));
    }

    /** Goes on with what is this merchant's, and cancels and forgets what is another's: somebody else has signed in. */
    resume(merchant) {
        const others = this.list.filter(upload => upload.merchant !== merchant);
        others.filter(upload => upload.isOpen).forEach(upload => this.cancel(upload));
        this.list = this.list.filter(upload => upload.merchant === merchant);
        this.next();
    }

    again(upload) {
        upload.tries = 0;
        upload.state = 'WAITING';
        memory.keep(upload);
        this.next();
    }

    dismiss(upload) {
        if (upload.state === 'FAILED') {
            this.leave(upload);
        }
        this.list = this.list.filter(other => other !== upload);
        this.tell();
    }

    /** Uploads that an earlier visit has not finished: {name, size, options, key}. */
    get interrupted() {
        const known = new Set(this.list.map(upload => upload.key));
        return memory.all().filter(entry => !known.has(entry.key));
    }

    forget(entry) {
        this.leave(entry);
        this.tell();
    }

    /** Forgets an upload here and at the server, where upkeep does it a day later if this fails. */
    leave(upload) {
        memory.forget(upload.key);
        return abandon(upload).catch(() => {});
    }

    next() {
        if (session === null) {
            return;
        }
        const busy = this.list.filter(upload => upload.state === 'SENDING').length;
        this.list.filter(upload => upload.state === 'WAITING').slice(0, Math.max(0, AT_ONCE - busy)).forEach(upload => this.send(upload));
        this.tell();
    }

    send(upload) {
        const control = new AbortController();
        const isCurrent = () => upload.state === 'SENDING' && upload.control === control;
        upload.control = control;
        upload.state = 'SENDING';
        upload.problem = null;
        upload.way = null;
        upload.tries++;
        upload.begins(0);
        const watch = {
            signal: control.signal,
            begins: sent => { upload.begins(sent); this.tell(); },
            progress: sent => { upload.progress(sent); this.tell(); },
            changed: () => {
                if (isCurrent()) {
                    memory.keep(upload);
                }
                this.tell();
            },
        };
        transfer(upload, watch)
            .then(answer => isCurrent() && this.answered(upload, answer), problem => isCurrent() && this.failed(upload, problem));
    }

    answered(upload, answer) {
        upload.sent = upload.total;
        upload.state = 'DONE';
        upload.jobId = answer.jobId;
        upload.workbookId = answer.workbookId;
        memory.forget(upload.key);
        this.next();
    }

    failed(upload, problem) {
        upload.problem = problem;
        const again = () => {
            if (upload.state === 'PAUSED') {
                upload.state = 'WAITING';
                this.next();
            }
        };
        if (problem.status === 401) {
            // It goes on once the same merchant is signed in again.
            upload.state = 'WAITING';
            signedOut();
        } else if (problem.code === 'CSRF' && upload.tries < TRIES) {
            upload.state = 'PAUSED';
            renewSession().then(isSame => isSame && again(), () => { upload.timer = setTimeout(again, 2000); });
        } else if (problem.isBusy || (problem.isPassing && upload.tries < TRIES)) {
            upload.state = 'PAUSED';
            upload.tries -= problem.isBusy ? 1 : 0;
            upload.timer = setTimeout(again, 1000 * (problem.retryAfter ?? 2 ** upload.tries));
        } else {
            upload.state = 'FAILED';
            if (!problem.isPassing) {
                memory.forget(upload.key);
            }
        }
        this.next();
    }
}

export const uploads = new Uploads();

window.addEventListener('beforeunload', event => {
    if (uploads.sending.length > 0) {
        event.preventDefault();
    }
});
