// The rows per second of an import as an area over time.
import {html, svg} from './lit.js';
import {duration, number} from './format.js';
import {texts} from './texts.js';

const WIDTH = 600;
const HEIGHT = 140;
const t = texts.job;

/** @param rates {from, seconds, rows}: rows of each bucket of so many seconds */
export function chart({seconds, rows}) {
    const speeds = rows.map(value => value / seconds);
    const highest = Math.max(...speeds);
    const step = WIDTH / Math.max(1, speeds.length);
    // Each bucket is as wide as the time it stands for: what it says is a mean, not a moment.
    const line = speeds.map((speed, i) => {
        const y = HEIGHT - (speed / highest) * (HEIGHT - 4);
        return `${(i * step).toFixed(1)},${y.toFixed(1)} ${((i + 1) * step).toFixed(1)},${y.toFixed(1)}`;
    }).join(' ');
    const span = duration(seconds * rows.length);
    return html`
        <figure class="chart">
            <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${t.chartLabel(highest, span)}>
                ${svg`<polygon class="area" points="0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}"/><polyline class="line" points=${line}/>`}
            </svg>
            <figcaption class="quiet small"><span>0 s</span><span>${t.peak(Math.round(highest))}</span><span>${span}</span></figcaption>
        </figure>`;
}
