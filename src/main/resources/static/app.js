// Where to start reading: opens the session, then shows the page of the address inside the frame that all pages share.
import {html, nothing, render} from './lib/lit.js';
import {percent} from './lib/format.js';
import {find, listen} from './lib/router.js';
import {may, openSession, session, signOut} from './lib/session.js';
import {uploads} from './lib/upload.js';
import {ask, message} from './lib/parts.js';
import {texts} from './lib/texts.js';

const root = document.getElementById('app');
const OPEN_TO_ALL = ['/signin'];

let current = null;
let drawing = false;

/**
 * What a page gets when it is opened: params of the path, query of the address, a signal that ends with the page, update()
 * to be drawn again, and go(url). It answers its view, a function without parameters that gives a template.
 */
class Page {
    constructor(params) {
        this.params = params;
        this.query = new URLSearchParams(location.search);
        this.leaving = new AbortController();
        this.signal = this.leaving.signal;
        this.view = () => html`<p class="quiet" role="status">${texts.loading}</p>`;
    }

    update = () => {
        if (this === current && !drawing) {
            drawing = true;
            requestAnimationFrame(draw);
        }
    };

    go = (url, {replace = false} = {}) => go(url, replace);

    /** Keeps values in the address, so that reload and back find them; the page stays. */
    keep = values => {
        for (const [name, value] of Object.entries(values)) {
            if (value === null || value === undefined || value === '') {
                this.query.delete(name);
            } else {
                this.query.set(name, value);
            }
        }
        const search = this.query.toString();
        history.replaceState(null, '', location.pathname + (search ? `?${search}` : ''));
    };

    /** Awaits a promise and shows its failure instead of the page. */
    async show(promise) {
        try {
            return await promise;
        } catch (failure) {
            if (failure.name !== 'AbortError') {
                this.fail(failure);
            }
            return null;
        }
    }

    fail(failure) {
        this.view = () => html`<h1>${texts.failed}</h1>${message('bad', failure.message)}`;
        this.update();
    }

    title(text) {
        document.title = text ? `${text} · ${texts.product}` : texts.product;
    }
}

/** Shows the page of a url; a sign-in comes first where there is no session. */
async function go(url, replace = false) {
    if (url) {
        history[replace ? 'replaceState' : 'pushState'](null, '', url);
    }
    if (!session && !OPEN_TO_ALL.includes(location.pathname)) {
        history.replaceState(null, '', `/signin?to=${encodeURIComponent(location.pathname + location.search)}`);
    }
    const {load, params} = find(location.pathname);
    const page = new Page(params);
    current?.leaving.abort();
    current = page;
    document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
    if (session) {
        uploads.resume(session.merchant.id);
    }
    try {
        const {open} = await load();
        if (page === current) {
            page.view = open(page) ?? page.view;
        }
    } catch (failure) {
        console.error(failure);
        page.fail(new Error(texts.broken));
    }
    if (page === current) {
        draw();
        window.scrollTo(0, 0);
    }
}

function draw() {
    drawing = false;
    try {
        render(frame(current.view()), root);
    } catch (failure) {
        console.error(failure);
        render(frame(message('bad', texts.broken)), root);
    }
    // A new page begins at its headline, unless one is somewhere already.
    const headline = root.querySelector('h1');
    if (headline && !current.isBegun) {
        current.isBegun = true;
        if (!root.querySelector('main').contains(document.activeElement)) {
            headline.focus({preventScroll: true});
        }
    }
}

function frame(content) {
    return html`
        <a class="skip" href="#content">${texts.skip}</a>
        <header class="top">
            <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">${texts.product}</a>
            ${session ? html`
                <nav aria-label=${texts.nav.label}>
                    ${link('/', texts.nav.upload, location.pathname === '/' || location.pathname === '/upload')}
                    ${may('read') ? html`${link('/jobs', texts.nav.jobs)}${link('/campaigns', texts.nav.campaigns)}` : nothing}
                    ${may('admin') ? html`${link('/operations', texts.nav.operations)}${link('/webhooks', texts.nav.webhooks)}${link('/keys', texts.nav.keys)}` : nothing}
                </nav>
                <div class="who">
                    <span class="quiet" title=${session.key.label}>${session.merchant.name}</span>
                    <button class="plain" @click=${leave}>${texts.nav.signOut}</button>
                </div>` : nothing}
        </header>
        ${uploads.sending.length > 0 && location.pathname !== '/' ? html`
            <p class="strip"><a href="/"><span role="status">${texts.upload.inBackground(uploads.sending.length)}</span> <span aria-hidden="true">${percent(Math.floor(uploads.percent))}</span></a></p>` : nothing}
        <main id="content" tabindex="-1">${content}</main>`;
}

const link = (href, text, isHere = location.pathname.startsWith(href)) =>
    html`<a href=${href} aria-current=${isHere ? 'page' : nothing}>${text}</a>`;

async function leave() {
    if (uploads.sending.length === 0 || (await ask({...texts.upload.leave, danger: true}))) {
        try {
            await uploads.cancelAll();
            await signOut();
        } catch (failure) {
            current.fail(failure);
            return;
        }
        go('/signin');
    }
}

uploads.watch(() => current?.update());
listen(() => go());
try {
    await openSession(() => go());
    go();
} catch (problem) {
    render(html`<main id="content"><h1>${texts.failed}</h1>${message('bad', problem.message)}</main>`, root);
}
