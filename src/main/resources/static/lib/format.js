// Numbers, sizes, times and durations as a person reads them.
import {locale, texts} from './texts.js';

const whole = new Intl.NumberFormat(locale, {maximumFractionDigits: 0});
const tenths = new Intl.NumberFormat(locale, {maximumFractionDigits: 1});
const moment = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeStyle: 'short'});
const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'});
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const SPANS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

/** 1234567 → 1,234,567; a dash for what is not known. */
export const number = value => (value === null || value === undefined ? '–' : whole.format(value));

/** 42.04 → 42 %; one decimal below ten. */
export const percent = value => `${(value < 10 || value > 99 ? tenths : whole).format(value)} %`;

/** Bytes in decimal units, as file managers show them. */
export function bytes(value) {
    if (value === null || value === undefined) {
        return '–';
    }
    let unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
        value /= 1000;
        unit++;
    }
    return `${(value < 10 && unit > 0 ? tenths : whole).format(value)} ${UNITS[unit]}`;
}

/** Seconds → 45 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds) {
    if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
        return '–';
    }
    const rounded = Math.max(0, Math.round(seconds));
    const hours = Math.floor(rounded / 3600);
    const minutes = Math.floor((rounded % 3600) / 60);
    if (hours > 0) {
        return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
    }
    return minutes > 0 ? `${minutes} min ${rounded % 60} s` : `${rounded} s`;
}

/** An ISO time as date and time of day where the reader is. */
export const dateTime = iso => (iso ? moment.format(new Date(iso)) : '–');

/** An ISO time as “3 minutes ago”; older than a week as a date. */
export function ago(iso) {
    if (!iso) {
        return '–';
    }
    const seconds = (new Date(iso) - Date.now()) / 1000;
    if (Math.abs(seconds) > 7 * 86400) {
        return moment.format(new Date(iso));
    }
    if (Math.abs(seconds) < 5) {
        return texts.now;
    }
    const [unit, length] = SPANS.find(span => Math.abs(seconds) >= span[1]) ?? SPANS.at(-1);
    return relative.format(Math.round(seconds / length), unit);
}

/** 1234.5, EUR → €1,234.50; with both decimals where the currency is not known. */
export function amount(value, currency) {
    if (value === null || value === undefined) {
        return '–';
    }
    const known = /^[A-Z]{3}$/.test(currency ?? '') ? {style: 'currency', currency} : {minimumFractionDigits: 2};
    return new Intl.NumberFormat(locale, known).format(value);
}
