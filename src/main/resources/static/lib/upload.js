// Uploads go on while one looks at other pages. Each carries an Idempotency-Key, so that sending a file again after a cut
// connection or a reload never imports it twice.
import {Problem, csrf, query, renewSession, signedOut} from './api.js';
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
            const upload = new Upload(file, options, memory.find(file, options)?.key ?? crypto.randomUUID());
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
        upload.request?.abort();
        clearTimeout(upload.timer);
        memory.forget(upload.key);
        this.next();
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
        memory.forget(upload.key);
        this.list = this.list.filter(other => other !== upload);
        this.tell();
    }

    /** Uploads that an earlier visit has not finished: {name, size, options, key}. */
    get interrupted() {
        const known = new Set(this.list.map(upload => upload.key));
        return memory.all().filter(entry => !known.has(entry.key));
    }

    forget(entry) {
        memory.forget(entry.key);
        this.tell();
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
        const request = new XMLHttpRequest();
        upload.request = request;
        upload.state = 'SENDING';
        upload.problem = null;
        upload.sent = 0;
        upload.tries++;
        upload.marks = [{at: performance.now(), sent: 0}];
        request.open('POST', `/api/workbooks/upload${query({filename: upload.file.name, ...upload.options})}`);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.setRequestHeader('Idempotency-Key', upload.key);
        if (csrf()) {
            request.setRequestHeader('X-CSRF-Token', csrf());
        }
        request.upload.addEventListener('progress', event => this.progress(upload, event.loaded));
        request.addEventListener('load', () => this.answered(upload, request));
        request.addEventListener('error', () => this.failed(upload, Problem.unreachable()));
        request.send(upload.file);
    }

    progress(upload, sent) {
        const now = performance.now();
        upload.sent = Math.min(sent, upload.total);
        upload.marks.push({at: now, sent: upload.sent});
        while (upload.marks.length > 2 && now - upload.marks[0].at > SPEED_OVER) {
            upload.marks.shift();
        }
        this.tell();
    }

    answered(upload, request) {
        if (request.status !== 202) {
            this.failed(upload, Problem.of(request.status, request.responseText, request.getResponseHeader('Retry-After')));
            return;
        }
        const answer = JSON.parse(request.responseText);
        upload.sent = upload.total;
        upload.state = 'DONE';
        upload.jobId = answer.jobId;
        upload.workbookId = answer.workbookId;
        memory.forget(upload.key);
        this.next();
    }

    failed(upload, problem) {
        if (upload.state !== 'SENDING') {
            return;
        }
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

/** What is on its way, by name, size and time of the file: a reload loses the file itself, which only a person can choose again. */
const memory = {
    get place() {
        return `pledgeline.uploads.${session?.merchant.id}`;
    },
    all() {
        try {
            return JSON.parse(localStorage.getItem(this.place) ?? '[]');
        } catch {
            return [];
        }
    },
    write(entries) {
        try {
            if (session) {
                localStorage.setItem(this.place, JSON.stringify(entries.slice(-50)));
            }
        } catch {
            // Full or forbidden: then a reload only does not know what it has interrupted.
        }
    },
    keep({file, options, key}) {
        this.forget(key);
        this.write([...this.all(), {name: file.name, size: file.size, modified: file.lastModified, options, key}]);
    },
    find(file, options) {
        // With other options it is another import.
        const same = JSON.stringify(options);
        return this.all().find(entry => entry.name === file.name && entry.size === file.size && entry.modified === file.lastModified
            && JSON.stringify(entry.options) === same && !uploads.list.some(upload => upload.key === entry.key));
    },
    forget(key) {
        this.write(this.all().filter(entry => entry.key !== key));
    },
};

export const uploads = new Uploads();

window.addEventListener('beforeunload', event => {
    if (uploads.sending.length > 0) {
        event.preventDefault();
    }
});
