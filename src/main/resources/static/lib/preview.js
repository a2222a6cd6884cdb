// Rows of a file as they would be imported.
import {html, nothing} from './lit.js';
import {fieldName} from './columns.js';
import {dateTime, number} from './format.js';
import {texts} from './texts.js';

const t = texts.mapping;
const MOST = 120;

const money = (amount, currency) => (amount === null || amount === undefined ? '' : `${Number(amount).toFixed(2)}${currency ? ` ${currency}` : ''}`);
const named = map => Object.entries(map ?? {}).map(([name, value]) => `${name}: ${value}`).join(' · ');

/** What is shown of a row, in this order; a column that no row fills is left out. */
const COLUMNS = [
    [fieldName('backer.email'), row => row.backer.email],
    [fieldName('backer.name'), row => row.backer.name],
    [fieldName('backer.country'), row => row.backer.country],
    [fieldName('backer.number'), row => row.backer.number],
    [t.address, row => Object.values(row.backer.address ?? {}).join(', ')],
    [fieldName('pledge.amount'), row => money(row.pledge.amount, row.pledge.currency), 'num'],
    [fieldName('pledge.status'), row => row.pledge.status],
    [fieldName('pledge.pledgedAt'), row => (row.pledge.pledgedAt ? dateTime(row.pledge.pledgedAt) : '')],
    [t.items, row => row.items.map(item => `${number(item.quantity)} × ${item.name || item.productKey}`).join(', ')],
    [t.answers, row => named(row.survey?.answers)],
    [t.details, row => named(row.pledge.details)],
];

/** @param missing required fields: that each row lacks them is said elsewhere */
export function previewTable(rows, missing, isOld) {
    const told = missing.length === 0 ? [] : [...missing, 'externalId'];
    const wrong = row => row.errors.filter(error => !told.includes(error.column));
    const isOfMany = rows.some(row => row.file);
    const cells = rows.map(row => COLUMNS.map(([, value]) => value(row) || ''));
    const shown = COLUMNS.map((_, i) => i).filter(i => cells.some(row => row[i] !== ''));
    const hasErrors = rows.some(row => wrong(row).length > 0);
    return html`
        <div class="table-wrap preview" tabindex="0" role="region" aria-labelledby="preview" aria-busy=${isOld ? 'true' : 'false'}><table>
            <thead><tr><th scope="col" class="num">${t.row}</th>${isOfMany ? html`<th scope="col">${t.file}</th>` : nothing}
                ${hasErrors ? html`<th scope="col">${t.problems}</th>` : nothing}${shown.map(i => html`<th scope="col" class=${COLUMNS[i][2] ?? nothing}>${COLUMNS[i][0]}</th>`)}</tr></thead>
            <tbody>${rows.map((row, r) => html`
                <tr data-wrong=${row.errors.length > 0 ? '' : nothing}><th scope="row" class="num">${number(row.row)}</th>${isOfMany ? html`<td>${row.file}</td>` : nothing}
                    ${hasErrors ? html`<td class="problems">${wrong(row).map(error => html`<p><strong>${error.column}</strong> ${error.message}</p>`)}</td>` : nothing}
                    ${shown.map(i => html`<td class=${COLUMNS[i][2] ?? 'sample'}>${shorten(cells[r][i])}</td>`)}</tr>`)}</tbody>
        </table></div>`;
}

const shorten = text => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
