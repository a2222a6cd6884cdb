// What stands at an address that is none of ours.
import {html} from '../lib/lit.js';
import {empty} from '../lib/parts.js';
import {texts} from '../lib/texts.js';

export function open(page) {
    page.title(texts.missing.title);
    return () => html`<h1 tabindex="-1">${texts.missing.title}</h1>${empty(texts.missing.what, texts.missing.why, html`<a class="button" href="/">${texts.missing.home}</a>`)}`;
}
