// The pieces that pages are put together from.
import {html, nothing, render} from './lit.js';
import {ago, dateTime} from './format.js';
import {texts} from './texts.js';

/** The state of a job or of anything else that has one, as a coloured word. */
export const chip = (state, word = texts.states[state] ?? state) => html`<span class="chip" data-state=${state}>${word}</span>`;

/** A sentence that stands out: tone is good, bad, warn or info. */
export const message = (tone, text, action = nothing) =>
    html`<div class="message" data-tone=${tone} role=${tone === 'bad' ? 'alert' : 'status'}><div>${text}</div>${action}</div>`;

/** What stands where there is nothing yet. */
export const empty = (title, text, action = nothing) =>
    html`<div class="empty"><p class="empty-title">${title}</p><p class="quiet">${text}</p>${action}</div>`;

/** A time as “3 minutes ago”, the exact one as its title. */
export const time = iso => (iso ? html`<time datetime=${iso} title=${dateTime(iso)}>${ago(iso)}</time>` : html`–`);

/** Names and values: [[label, template], …]; those without a value are left out. */
export const facts = pairs => html`<dl class="facts">${pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A labelled control; the control has this id. */
export const field = (id, label, control, hint = '') => html`
    <div class="field">
        <label for=${id}>${label}</label>
        ${control}
        ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    </div>`;

/** Buttons to the page before and the next one; the cursors are null where there is none. */
export const pager = ({before, after, count, turn}) => (before === undefined && !after && !count ? nothing : html`
    <nav class="pager" aria-label=${texts.pager.label}>
        <button ?disabled=${before === undefined} @click=${() => turn('before')}>${texts.pager.before}</button>
        <span class="quiet" aria-live="polite">${count ?? ''}</span>
        <button ?disabled=${!after} @click=${() => turn('after')}>${texts.pager.after}</button>
    </nav>`);

/** The head of a column that sorts: sort is the field, with a minus before it for descending. */
export function sortable(label, name, sort, choose, kind = '') {
    const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
    const next = direction === 'ascending' ? `-${name}` : name;
    return html`<th scope="col" class=${kind} aria-sort=${direction}>
        <button class="sort" @click=${() => choose(next)}>${label}<span aria-hidden="true">${{ascending: ' ↑', descending: ' ↓', none: ''}[direction]}</span></button></th>`;
}

/** Asks before something is done: answers whether it was confirmed, or, where body has form controls, their values. */
export function ask({title, body = '', action, danger = false}) {
    return new Promise(resolve => {
        const dialog = document.createElement('dialog');
        const close = value => {
            resolve(value);
            dialog.close();
        };
        dialog.addEventListener('close', () => {
            resolve(false);
            dialog.remove();
        });
        const submit = event => {
            event.preventDefault();
            const values = Object.fromEntries(new FormData(event.target));
            close(Object.keys(values).length > 0 ? values : true);
        };
        render(html`
            <form @submit=${submit}>
                <h2 id="dialog-title">${title}</h2>
                ${typeof body === 'string' ? html`<p>${body}</p>` : body}
                <div class="actions">
                    <button type="button" @click=${() => close(false)}>${texts.back}</button>
                    <button type="submit" class=${danger ? 'danger' : 'primary'}>${action}</button>
                </div>
            </form>`, dialog);
        open(dialog);
    });
}

function open(dialog) {
    dialog.setAttribute('aria-labelledby', 'dialog-title');
    document.body.append(dialog);
    dialog.showModal();
}

/** Shows something once, such as a new key, until it is closed. */
export function tell({title, body, action = texts.close}) {
    const dialog = document.createElement('dialog');
    dialog.addEventListener('close', () => dialog.remove());
    render(html`<h2 id="dialog-title">${title}</h2>${body}<div class="actions"><button class="primary" @click=${() => dialog.close()}>${action}</button></div>`, dialog);
    open(dialog);
}

/** A place to drop files, or to choose them with a button; chosen(files) gets them. */
export function dropPlace({id = 'files', title, hint = '', multiple = true, chosen}) {
    const over = (event, isOver) => {
        event.preventDefault();
        event.currentTarget.toggleAttribute('data-over', isOver);
    };
    const drop = event => {
        over(event, false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) {
            chosen(multiple ? files : files.slice(0, 1));
        }
    };
    const change = event => {
        chosen([...event.target.files]);
        event.target.value = '';
    };
    return html`
        <div class="drop" @dragenter=${event => over(event, true)} @dragover=${event => over(event, true)}
             @dragleave=${event => over(event, event.currentTarget.contains(event.relatedTarget))} @drop=${drop}>
            <svg viewBox="0 0 24 24" width="40" height="40" aria-hidden="true"><path d="M12 16V4m0 0L7 9m5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>
            <p class="drop-title">${title}</p>
            <label class="button primary" for=${id}>${multiple ? texts.upload.chooseMany : texts.upload.chooseOne}</label>
            <input class="visually-hidden" id=${id} type="file" ?multiple=${multiple} @change=${change}>
            ${hint ? html`<p class="quiet">${hint}</p>` : nothing}
        </div>`;
}
