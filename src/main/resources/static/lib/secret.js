// Shows a secret, the only time that it is shown, with a button that copies it.
import {html} from './lit.js';
import {tell} from './parts.js';
import {texts} from './texts.js';

export function showSecret({title, why, label, secret}) {
    const copy = async event => {
        const button = event.target;
        button.previousElementSibling.select();
        let copied = false;
        try {
            await navigator.clipboard.writeText(secret);
            copied = true;
        } catch {
            // Without TLS there is no clipboard; the secret is selected.
            copied = document.execCommand('copy');
        }
        button.textContent = copied ? texts.keys.copied : texts.keys.copy;
    };
    tell({title, body: html`<p>${why}</p>
        <div class="joined"><input id="made" readonly aria-label=${label} .value=${secret} @focus=${event => event.target.select()}><button @click=${copy}>${texts.keys.copy}</button></div>`});
}
