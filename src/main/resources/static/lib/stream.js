// Sends a file through the server, in one request.
import {Problem, csrf, query} from './api.js';

/** Answers the import, or throws a Problem; {signal} ends it, {progress} is told how many bytes are sent. */
export function stream(upload, {signal, progress}) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `/api/workbooks/upload${query({filename: upload.file.name, ...upload.options})}`);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.setRequestHeader('Idempotency-Key', upload.key);
        if (csrf()) {
            request.setRequestHeader('X-CSRF-Token', csrf());
        }
        request.upload.addEventListener('progress', event => progress(event.loaded));
        request.addEventListener('load', () => {
            if (request.status === 202) {
                resolve(JSON.parse(request.responseText));
            } else {
                reject(Problem.of(request.status, request.responseText, request.getResponseHeader('Retry-After')));
            }
        });
        request.addEventListener('error', () => reject(Problem.unreachable()));
        signal.addEventListener('abort', () => request.abort());
        request.send(upload.file);
    });
}
