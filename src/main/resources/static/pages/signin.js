// Exchanges an API key for a session.
import {html, nothing} from '../lib/lit.js';
import {field, message} from '../lib/parts.js';
import {session, signIn} from '../lib/session.js';
import {texts} from '../lib/texts.js';

const t = texts.signIn;

export function open(page) {
    page.title(t.title);
    let trouble = '';
    let isShown = false;
    let isBusy = false;

    const goOn = () => {
        // Only to a page of ours: a link from elsewhere may say anything.
        const to = page.query.get('to') ?? '/';
        page.go(/^\/(?![/\\])/.test(to) ? to : '/', {replace: true});
    };
    const submit = async event => {
        event.preventDefault();
        const key = new FormData(event.target).get('key').trim();
        trouble = key === '' ? t.empty : '';
        isBusy = trouble === '';
        page.update();
        if (trouble === '') {
            try {
                await signIn(key);
                goOn();
            } catch (problem) {
                isBusy = false;
                trouble = problem.status === 401 ? t.wrong : problem.message;
                page.update();
                document.getElementById('key').focus();
            }
        }
    };
    if (session) {
        queueMicrotask(goOn);
    }

    return () => html`
        <div class="signin card">
            <h1 tabindex="-1">${t.title}</h1>
            <p class="quiet">${t.lead}</p>
            ${page.query.has('to') && page.query.get('to') !== '/' && !trouble ? message('info', t.first) : nothing}
            ${trouble ? message('bad', trouble) : nothing}
            <form @submit=${submit}>
                ${field('key', t.key, html`
                    <div class="joined">
                        <input id="key" name="key" type=${isShown ? 'text' : 'password'} autocomplete="current-password" autocapitalize="off" spellcheck="false"
                            aria-describedby="key-hint" aria-invalid=${trouble ? 'true' : 'false'}>
                        <button type="button" aria-pressed=${isShown ? 'true' : 'false'} @click=${() => { isShown = !isShown; page.update(); }}>${t.show}</button>
                    </div>`, t.keyHint)}
                <button class="primary" type="submit" ?disabled=${isBusy}>${t.submit}</button>
            </form>
        </div>`;
}
