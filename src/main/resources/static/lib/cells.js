// One row of an uploaded file as a table of its own, the cell that is wrong marked and scrolled into sight.
import {html, nothing, ref} from './lit.js';
import {texts} from './texts.js';

const LONGEST = 200;

const show = cell => {
    const wrap = cell?.closest('.table-wrap');
    if (wrap) {
        wrap.scrollLeft = cell.offsetLeft - (wrap.clientWidth - cell.offsetWidth) / 2;
    }
};

/** @param cells [{header, value}, …] @param bad the header of the cell that is wrong, null where none is */
export const rowCells = (cells, bad, label) => html`
    <div class="table-wrap cells" tabindex="0" role="region" aria-label=${label}><table>
        <thead><tr>${cells.map(cell => html`<th scope="col">${cell.header}</th>`)}</tr></thead>
        <tbody><tr>${cells.map(cell => (cell.header === bad
            ? html`<td class="wrong" ${ref(show)}><mark class="cell">${shorten(cell.value) || html`<span class="quiet">${texts.errors.emptyCell}</span>`}</mark></td>`
            : html`<td><div class="cell">${shorten(cell.value) || nothing}</div></td>`))}</tr></tbody>
    </table></div>`;

const shorten = text => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
