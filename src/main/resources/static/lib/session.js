// Who is signed in.
import {Problem, send, useSession} from './api.js';

/** {merchant, key, scopes, csrfToken, expiresAt} of the session, null without one. */
export let session = null;

let whenLost = () => {};

/** Reads the session of the browser's cookie; lost is called when it turns out to have ended. */
export async function openSession(lost) {
    whenLost = lost;
    try {
        keep(await (await send('/session')).json());
    } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 401) {
            throw problem;
        }
    }
}

/** Exchanges an API key for a session. */
export async function signIn(key) {
    keep(await (await send('/session', {method: 'POST', body: {key}})).json());
}

export async function signOut() {
    await send('/session', {method: 'DELETE'});
    session = null;
    useSession(null, () => {});
}

/** Whether the key of the session may do this: upload, read or admin, which may do all. */
export const may = scope => session !== null && (session.scopes.includes(scope) || session.scopes.includes('admin'));

function keep(opened) {
    session = opened;
    useSession(opened.csrfToken, () => {
        // Once, however many requests are told so.
        if (session === opened) {
            session = null;
            whenLost();
        }
    }, renew);
}

/** Another tab has opened another session: of the same merchant it serves here, too; else this page is somebody else's now. */
async function renew() {
    const opened = await (await send('/session')).json();
    if (opened.merchant.id !== session?.merchant.id) {
        location.reload();
        return false;
    }
    keep(opened);
    return true;
}
