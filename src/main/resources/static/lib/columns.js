// The columns of a file, each with what it is taken for.
import {html, repeat} from './lit.js';
import {may} from './session.js';
import {texts} from './texts.js';

const t = texts.mapping;

/** What a field is called; of one that has no name here, its own. */
export const fieldName = field => t.fields[field] ?? field;

/** @param columns each with what it is, as proposed or chosen @param choose(column, field) */
export const columnTable = (columns, fields, choose) => {
    const groups = Map.groupBy ? Map.groupBy(fields, field => field.group) : byGroup(fields);
    return html`
        <div class="table-wrap" tabindex="0" role="region" aria-label=${t.columns}><table class="mapping">
            <thead><tr><th scope="col">${t.column}</th><th scope="col">${t.is}</th><th scope="col">${t.confidence}</th><th scope="col">${t.samples}</th></tr></thead>
            <tbody>${repeat(columns, column => `${column.occurrence} ${column.header}`, (column, i) => row(column, i, groups, choose))}</tbody>
        </table></div>`;
};

function row(column, i, groups, choose) {
    const isChosen = column.is !== column.field;
    const known = [...groups.values()].some(fields => fields.some(field => field.field === column.is));
    return html`
        <tr>
            <th scope="row" class="file" id="column-${i}">${column.header || html`<span class="quiet">${t.noHeader}</span>`}${column.occurrence > 1 ? html` <span class="quiet">${t.occurrence(column.occurrence)}</span>` : ''}</th>
            <td><select ?disabled=${!may('upload')} aria-label=${t.isOf(column.header)} data-unsure=${column.is === 'pledge.details' || isChosen ? 'no' : column.confidence < 0.6 ? 'yes' : 'no'} @change=${event => choose(column, event.target.value)}>
                ${known ? '' : html`<option value=${column.is} selected>${fieldName(column.is)}</option>`}
                ${[...groups].map(([group, fields]) => html`<optgroup label=${t.groups[group] ?? group}>
                    ${fields.map(field => html`<option value=${field.field} ?selected=${field.field === column.is}>${fieldName(field.field)}</option>`)}</optgroup>`)}
            </select></td>
            <td>${isChosen ? html`<span class="quiet">${t.chosen}</span>` : html`
                <div class="sure"><progress max="1" .value=${column.confidence} aria-label=${t.confidenceOf(column.header)}></progress>
                    <span>${t.sure(column.confidence)}</span></div>
                <span class="quiet small" title=${column.reason}>${t.sources[column.source] ?? column.source}</span>`}</td>
            <td class="sample">${column.samples.length === 0 ? html`<span class="quiet">${t.noSamples}</span>`
                : html`<ul class="plain-list">${column.samples.slice(0, 3).map(sample => html`<li>${shorten(sample)}</li>`)}</ul>`}</td>
        </tr>`;
}

function byGroup(fields) {
    const groups = new Map();
    fields.forEach(field => groups.set(field.group, [...(groups.get(field.group) ?? []), field]));
    return groups;
}

const shorten = text => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
