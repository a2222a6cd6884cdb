// What each table of a campaign's records shows: in its columns, and of one record.
import {html, nothing} from './lit.js';
import {amount, dateTime, number} from './format.js';
import {facts, time} from './parts.js';
import {texts} from './texts.js';

const t = texts.records;

/** A country by its name in the language of the page. */
const countries = new Intl.DisplayNames([texts.locale], {type: 'region', fallback: 'code'});
const country = code => (code ? countries.of(code) : nothing);
const told = value => (value === null || value === undefined || value === '' ? html`<span class="quiet">–</span>` : value);
const person = backer => told(backer.name || backer.email);
const goods = pledge => pledge.items.map(item => t.item(item.quantity, item.name)).join(', ');

/**
 * By table: columns as {name, label, sort, cell, kind}, where sort is the field of the API or absent, and the first is the name of
 * the row; all(record), which shows the rest; summary(record), for the record it belongs to; key(record).
 */
export const TABLES = {
    backers: {
        columns: [
            column('name', 'name', record => told(record.name)),
            column('email', 'email', record => told(record.email)),
            column('country', 'country', record => told(country(record.country))),
            column('number', 'number', record => told(record.number), 'num'),
        ],
        key: record => record.id,
        all: record => html`${origin(record)}${pairs(t.address, record.address, t.addressOf)}`,
    },
    pledges: {
        columns: [
            column('backer', 'backer', record => person(record.backer)),
            column('amount', 'amount', record => amount(record.amount, record.currency), 'num'),
            column('status', 'status', record => told(record.status)),
            column('items', null, record => told(goods(record)), 'items'),
            column('pledgedAt', 'pledgedAt', record => (record.pledgedAt ? dateTime(record.pledgedAt) : told(null)), 'when'),
        ],
        key: record => record.id,
        all: record => html`${facts([[t.backer, backerLink(record)], [t.email, record.backer.email]])}${items(record)}${origin(record)}${pairs(t.details, record.details)}`,
        summary: record => facts([
            [t.columns.amount, amount(record.amount, record.currency)], [t.columns.status, record.status],
            [t.columns.pledgedAt, record.pledgedAt && dateTime(record.pledgedAt)], [t.items, goods(record)],
            ...Object.entries(record.details ?? {}),
        ]),
    },
    products: {
        columns: [
            column('name', 'name', record => told(record.name)),
            column('sku', 'sku', record => told(record.sku)),
            column('price', 'price', record => amount(record.price, null), 'num'),
            column('pledged', 'pledged', record => number(record.pledged), 'num'),
        ],
        key: record => record.id,
        all: record => html`${facts([[t.inventoryAt, record.inventoryAt && dateTime(record.inventoryAt)],
            [t.tables.pledges, html`<a href="/campaigns/${record.campaign}/pledges?product=${record.id}">${t.pledgesOfProduct}</a>`]])}${origin(record)}`,
    },
    surveys: {
        columns: [
            column('backer', 'backer', record => person(record.backer)),
            column('answers', null, record => told(Object.values(record.answers).join(', ')), 'items'),
            column('answeredAt', 'answeredAt', record => (record.answeredAt ? dateTime(record.answeredAt) : told(null)), 'when'),
        ],
        key: record => record.backer.id,
        all: record => html`${facts([[t.backer, backerLink(record)], [t.email, record.backer.email]])}${pairs(t.answers, record.answers)}${origin(record)}`,
        summary: record => pairs(t.answers, record.answers),
    },
};

function column(name, sort, cell, kind = '') {
    return {label: t.columns[name], sort, cell, kind};
}

/** Where a record came from and what its platform calls it. */
function origin(record) {
    return facts([
        [t.platform, record.platform && (texts.platforms[record.platform] ?? record.platform)],
        [t.externalId, record.externalId],
        [t.createdBy, importLink(record.createdBy)],
        [t.changedBy, record.changedBy?.jobId === record.createdBy?.jobId ? null : importLink(record.changedBy)],
        [t.source, record.source?.file ? t.rowOf(record.source.row, record.source.file) : t.row(record.source.row)],
    ]);
}

/** The import that has done something, with its file and how long ago that was. */
export const importLink = done => (done ? html`<a href="/jobs/${done.jobId}">${done.filename ?? t.unnamed}</a> <span class="quiet">${time(done.at)}</span>` : null);

const backerLink = record => html`<a href="/campaigns/${record.campaign}/pledges?backer=${record.backer.id}">${record.backer.name || t.unnamedBacker}</a>`;

const items = record => (record.items.length === 0 ? nothing : html`
    <h3>${t.items}</h3>
    <ul>${record.items.map(item => html`<li>${t.item(item.quantity, item.name)}</li>`)}</ul>`);

/** A heading and what an object holds under its names, as far as there is anything. */
export function pairs(title, values, labels = {}) {
    const given = Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== '');
    return given.length === 0 ? nothing : html`<h3>${title}</h3>${facts(given.map(([name, value]) => [labels[name] ?? name, value]))}`;
}
