// All chunks of an import at a glance, each a square whose colour says how it stands; drawn, because there may be fifty thousand.
import {html, ref} from './lit.js';
import {number} from './format.js';
import {texts} from './texts.js';

const t = texts.job;
const STATES = ['C', 'W', 'R', 'P', 'F', 'X'];
const SIZES = [[60, 20], [300, 14], [1200, 10], [6000, 7], [Infinity, 4]];

export function chunkGrid() {
    let states = '';
    let canvas = null;
    let columns = 1;
    let size = 14;
    let shades = [];

    const draw = () => {
        if (!canvas || states === '') {
            return;
        }
        const width = canvas.parentElement.clientWidth;
        size = SIZES.find(([most]) => states.length <= most)[1];
        columns = Math.max(1, Math.floor(width / size));
        const height = Math.ceil(states.length / columns) * size;
        const scale = window.devicePixelRatio || 1;
        canvas.width = Math.round(columns * size * scale);
        canvas.height = Math.round(height * scale);
        canvas.style.width = `${columns * size}px`;
        canvas.style.height = `${height}px`;
        const style = getComputedStyle(canvas);
        const colours = Object.fromEntries(STATES.map(state => [state, style.getPropertyValue(`--chunk-${state.toLowerCase()}`)]));
        const context = canvas.getContext('2d');
        context.scale(scale, scale);
        const gap = size > 5 ? 2 : 1;
        for (const state of STATES) {
            context.fillStyle = colours[state];
            for (let i = states.indexOf(state); i >= 0; i = states.indexOf(state, i + 1)) {
                context.fillRect((i % columns) * size, Math.floor(i / columns) * size, size - gap, size - gap);
            }
        }
    };
    const resize = new ResizeObserver(() => draw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw());

    const keep = element => {
        resize.disconnect();
        canvas = element ?? null;
        if (canvas) {
            resize.observe(canvas.parentElement);
        }
    };
    const point = event => {
        const box = canvas.getBoundingClientRect();
        const i = Math.floor((event.clientY - box.top) / size) * columns + Math.floor((event.clientX - box.left) / size);
        canvas.title = i < states.length ? t.chunkAt(i + 1, t.chunk[states[i]]) : '';
    };

    return {
        /** @param next one letter for each chunk, in the order of the file */
        show(next) {
            if (next !== states) {
                states = next;
                shades = STATES.map(state => [state, states.split(state).length - 1]).filter(([, count]) => count > 0);
                draw();
            }
        },
        view: () => html`
            <div class="chunks"><canvas ${ref(keep)} role="img" aria-label=${shades.map(([state, count]) => `${number(count)} ${t.chunk[state]}`).join(', ')} @pointermove=${point}></canvas></div>
            <ul class="legend">${shades.map(([state, count]) => html`<li><span class="swatch" data-state=${state} aria-hidden="true"></span>${number(count)} ${t.chunk[state]}</li>`)}</ul>`,
    };
}
