// Calls the HTTP API as the signed-in person; every failure is a Problem.
import {texts} from './texts.js';

/** Why a request failed: the status, the stable code and the sentence of the answer. */
export class Problem extends Error {
    constructor(status, code, detail, retryAfter = null) {
        super(texts.problems[code] ?? detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** Whether the same request may go well later. */
    get isPassing() {
        return this.status === 0 || this.isBusy || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
    }

    /** Whether the same upload, cut off before, is still being received: its lease runs out by itself. */
    get isBusy() {
        return this.code === 'IN_PROGRESS';
    }

    /** The problem that an answer tells: its text and what its header Retry-After says. */
    static of(status, text, retryAfter) {
        let told = {};
        try {
            told = JSON.parse(text);
        } catch {
            // Not of this application: a proxy's page, for example.
        }
        return new Problem(status, told.code ?? `HTTP_${status}`, told.detail ?? texts.problems.unknown(status), Number(retryAfter) || null);
    }

    static unreachable() {
        return new Problem(0, 'OFFLINE', texts.problems.OFFLINE);
    }
}

let csrfToken = null;
let whenSignedOut = () => {};
let renew = async () => false;

/** The token that every request which changes something has to carry. */
export const csrf = () => csrfToken;

/** @param renewed asks for the token again and answers whether the person is still the same */
export function useSession(token, signedOut, renewed = async () => false) {
    csrfToken = token;
    whenSignedOut = signedOut;
    renew = renewed;
}

/** Asks for the token again, after one that is out of date: somebody has signed in beside this page. */
export const renewSession = () => renew();

/** Tells the page that the session has ended. */
export const signedOut = () => whenSignedOut();

/** Sends a request and answers the response, if it is a good one; isAgain is of the one try with another token. */
export async function send(path, {method = 'GET', body, headers = {}, signal, isAgain = false} = {}) {
    const options = {method, signal, headers: {Accept: 'application/json', ...headers}, credentials: 'same-origin'};
    if (method !== 'GET' && csrfToken) {
        options.headers['X-CSRF-Token'] = csrfToken;
    }
    if (body !== undefined) {
        options.headers['Content-Type'] = 'application/json';
        options.body = JSON.stringify(body);
    }
    let response;
    try {
        response = await fetch(path, options);
    } catch (failure) {
        throw failure.name === 'AbortError' ? failure : Problem.unreachable();
    }
    if (!response.ok) {
        const problem = Problem.of(response.status, await response.text(), response.headers.get('Retry-After'));
        if (problem.status === 401 && path.startsWith('/api/')) {
            whenSignedOut();
        }
        if (problem.code === 'CSRF' && !isAgain && (await renew())) {
            return send(path, {method, body, headers, signal, isAgain: true});
        }
        throw problem;
    }
    return response;
}

/** Calls an operation below /api and answers its JSON, or null if it has none. */
export async function api(path, options) {
    const response = await send(`/api${path}`, options);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
}

/** A query string of what has a value: ?a=1&b=2, or nothing. */
export function query(values) {
    const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
    return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
