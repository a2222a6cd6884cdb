// Every text of the page. A translation is a copy of this file and its folder with other words, chosen in lib/texts.js.
import errors from './en/errors.js';
import mapping from './en/mapping.js';
import webhooks from './en/webhooks.js';

const locale = 'en';
const whole = new Intl.NumberFormat(locale);
const n = value => whole.format(value ?? 0);
const count = (value, one, many = `${one}s`) => `${n(value)} ${value === 1 ? one : many}`;
const list = new Intl.ListFormat(locale);

export default {
    locale,
    product: 'Pledgeline',
    loading: 'Loading …',
    failed: 'That did not work',
    broken: 'This page could not be shown. Reload it; if that does not help, tell whoever runs Pledgeline for you.',
    skip: 'Skip to the content',
    now: 'just now',
    back: 'Go back',
    close: 'Close',
    nav: {label: 'Pages', upload: 'Upload', jobs: 'Imports', campaigns: 'Campaigns', operations: 'Operations', webhooks: 'Notifications', keys: 'API keys', signOut: 'Sign out'},
    pager: {label: 'Pages of the list', before: 'Previous', after: 'Next'},
    missing: {
        title: 'Nothing here',
        what: 'There is no page at this address.',
        why: 'The link may be old, or part of it is missing.',
        home: 'Go to the start page',
    },

    // Codes of the API that a person can do something about; all others are shown with the sentence of the answer.
    problems: {
        OFFLINE: 'The server cannot be reached. Check your connection.',
        EMPTY_FILE: 'This file is empty. Export it again and upload the new file.',
        UNSUPPORTED_TYPE: 'This is not a table that can be read. Upload a CSV file, an Excel workbook (.xlsx), or a ZIP of CSV files.',
        TOO_LARGE: 'This file is larger than this server takes.',
        STORAGE_UNAVAILABLE: 'The file store cannot be reached at the moment. Nothing was stored; please try again.',
        DATABASE_UNAVAILABLE: 'The database cannot be reached at the moment. Please try again.',
        TOO_MANY_UPLOADS: 'Too many files are being uploaded at once. It goes on as soon as one is finished.',
        PARTS_GONE: 'The file store does not keep the parts that arrive there. Ask whoever runs this server to look at its rules.',
        RATE_LIMITED: 'Too many requests in a short time. Please wait a moment.',
        FORBIDDEN: 'The key you are signed in with does not allow this.',
        UNAVAILABLE: 'The server is being restarted. Please wait a moment.',
        CSRF: 'This page is out of date. Reload it and try again.',
        unknown: status => `The server answered with status ${status}.`,
    },

    states: {
        PENDING: 'waiting', PROCESSING: 'running', COMPLETED: 'done', FAILED: 'failed', CANCELLED: 'cancelled',
        WAITING_FOR_MAPPING: 'needs you', WITH_ERRORS: 'done, with errors',
        WAITING: 'waiting', SENDING: 'uploading', PAUSED: 'trying again', DONE: 'uploaded',
    },
    kinds: {IMPORT: 'Import', ANALYSIS: 'Analysis', UNDO: 'Undo', ERASE: 'Erasure'},
    platforms: {
        kickstarter: 'Kickstarter', indiegogo: 'Indiegogo', backerkit: 'BackerKit', gamefound: 'Gamefound', pledgebox: 'PledgeBox',
        crowdox: 'CrowdOx', generic: 'a list of its own kind',
    },

    errors,
    mapping,
    webhooks,

    upload: {
        title: 'Upload backers',
        lead: 'Drop the export of your campaign here: what it holds becomes a database of backers, pledges, products and answers. Files from Kickstarter, Indiegogo, BackerKit, Gamefound, PledgeBox and CrowdOx are recognised; for any other list we ask you what its columns mean.',
        drop: 'Drop files here',
        hint: 'CSV, Excel (.xlsx), gzip or ZIP; any size.',
        chooseMany: 'Choose files',
        chooseOne: 'Choose a file',
        campaign: 'Campaign',
        campaignHint: 'Small letters, digits and hyphens, such as “space-cats-2026”. A new name makes a new campaign.',
        campaignWrong: 'A campaign is named with small letters, digits and hyphens.',
        options: 'Options',
        platform: 'Export of', recognise: 'recognise it',
        mode: 'Rows of pledges that are known already',
        modes: {
            upsert: 'update them, add the others', insert: 'are errors: only new pledges go in',
            update: 'update them; new pledges are errors', 'skip-existing': 'skip them, add the others',
        },
        onError: 'When rows have errors',
        onErrors: {skip: 'import the good rows, list the bad ones', block: 'import nothing of the file'},
        maxErrors: 'Stop the import after so many errors',
        maxErrorsHint: 'A number such as 100, or a share such as 5%. Empty: never.',
        manual: 'Let me check the columns before anything is imported',
        list: 'Files of this visit',
        progress: (sent, total) => `${sent} of ${total}`,
        speed: (speed, left) => `${speed}/s, ${left} left`,
        ways: {
            DIRECT: 'In parts, straight to the file store.',
            RESUMED: 'It goes on where it was interrupted: only the missing parts are sent.',
            CHECKED: 'All parts are stored; they are being put together and checked.',
            THROUGH: 'Your browser cannot reach the file store, so the file goes through the server.',
        },
        cancel: 'Cancel', again: 'Try again', dismiss: 'Remove', show: 'Show the import',
        cancelFor: name => `Cancel the upload of ${name}`,
        progressFor: name => `Upload of ${name}`,
        waiting: 'Waits for the files before it.',
        paused: reason => `${reason} Trying again …`,
        done: 'The file is stored safely and is being imported.',
        cancelled: 'Cancelled; nothing was stored.',
        cancelledLate: 'Cancelled after all of it was sent: it may have been stored. The imports show whether it was.',
        empty: 'This file is empty. Export it again and upload the new file.',
        recent: 'Latest imports',
        all: 'All imports',
        none: 'No imports yet',
        noneWhy: 'Your first file will appear here while it is being imported.',
        interrupted: 'Uploads that were interrupted',
        interruptedWhy: 'A page that is reloaded forgets its files. Choose the same files again: large ones go on where they stopped, and what has been stored already is not imported twice.',
        forget: 'Forget it',
        leave: {title: 'Sign out now?', body: 'Files are still being uploaded. Signing out cancels them.', action: 'Sign out'},
        inBackground: files => `Uploading ${count(files, 'file')}:`,
    },

    jobs: {
        title: 'Imports',
        status: 'Status', campaign: 'Campaign', anyStatus: 'Any status', anyCampaign: 'Any campaign',
        file: 'File', rows: 'Rows', errors: 'Errors', when: 'When',
        none: 'No imports here',
        noneWhy: 'Upload a file and you can watch it become data.',
        noneFiltered: 'Nothing matches this choice.',
        upload: 'Upload a file',
        erasure: 'A person',
    },

    job: {
        steps: {STORED: 'Stored', SPLITTING: 'Read', LOADING: 'Written', DONE: 'Done'},
        stepsLabel: 'Steps of the import',
        undone: 'This import was undone.', toUndo: 'See what was taken back',
        missing: 'There is no such job here',
        missingWhy: 'The address may be wrong, or the job belongs to another account.',
        lost: 'The connection is lost. What is shown may be old; trying again …',
        progress: 'Progress',
        percent: 'Done', rows: 'Rows', rate: 'Rows per second', left: 'Time left', took: 'Time taken', read: 'Read',
        rowsOf: (done, total) => (total === null ? `${n(done)} so far` : `${n(done)} of ${n(total)}`),
        lived: percent => `${percent} percent done`,
        chart: 'Rows per second',
        chartLabel: (highest, seconds) => `Rows per second over ${seconds}, ${n(highest)} at most`,
        peak: highest => `peak ${n(highest)}`,
        chunks: 'Chunks',
        chunksWhy: 'Each square is a part of the file, up to a thousand rows, that is written as a whole or not at all.',
        chunk: {P: 'waiting', R: 'running', C: 'done', W: 'done, some rows have errors', F: 'failed', X: 'cancelled'},
        chunkAt: (number, word) => `Chunk ${n(number)}: ${word}`,
        results: 'Results',
        table: 'Table', inserted: 'New', updated: 'Changed', unchanged: 'Unchanged', reversed: 'Taken back', kept: 'Kept', failed: 'Failed',
        tables: {backers: 'Backers', pledges: 'Pledges', pledgeItems: 'Pledge items', products: 'Products', surveys: 'Survey answers'},
        rowsImported: 'Rows imported', rowsFailed: 'Rows with errors', rowsSkipped: 'Rows skipped', missingPledges: 'Known pledges that the file does not name',
        erased: {
            backers: 'Backers', pledges: 'Pledges', pledgeItems: 'Pledge items', surveys: 'Survey answers', formerValues: 'Former values',
            mentions: 'Mentions in other records', chunks: 'Kept parts of files', rows: 'Rows in them', objects: 'Stored files', importsRunning: 'Imports still running',
        },
        warnings: 'Worth a look',
        errorsLink: rows => `See what is wrong with ${count(rows, 'row')}`,
        data: 'See the imported data',
        map: 'Tell what the columns mean',
        toMapping: 'See the proposal',
        facts: {kind: 'Kind', campaign: 'Campaign', platform: 'Export of', size: 'Size', created: 'Uploaded', finished: 'Finished', started: 'Started'},
        actions: {cancel: 'Cancel', retry: 'Retry what failed', undo: 'Undo this import'},
        ask: {
            cancelOther: {title: 'Cancel this?', body: 'Nothing more of it is done. What was done already stays.', action: 'Yes, cancel it'},
            cancel: {title: 'Cancel this import?', body: 'Nothing more of it is written. Rows that were written already stay; you can undo the import afterwards.', action: 'Cancel the import'},
            undo: {title: 'Undo this import?', body: 'Records that it created are removed, and those that it changed get their former values back. What other imports have changed since is kept.', action: 'Undo the import'},
        },
        sentence(job) {
            const {rowsImported, rowsFailed, rowsSkipped} = job.results;
            const rest = [rowsFailed > 0 ? `${count(rowsFailed, 'row')} ${rowsFailed === 1 ? 'has' : 'have'} errors` : '', rowsSkipped > 0 ? `${count(rowsSkipped, 'row')} ${rowsSkipped === 1 ? 'was' : 'were'} skipped` : '']
                .filter(part => part !== '');
            if (job.phase === 'WAITING_FOR_MAPPING' && !job.finishedAt) {
                return this.running.WAITING_FOR_MAPPING(job);
            }
            if (job.status === 'PENDING') {
                return job.kind === 'IMPORT' ? 'The file is stored safely. Its import begins in a moment.' : 'This begins in a moment.';
            }
            if (job.kind === 'ANALYSIS') {
                return {COMPLETED: 'There is a proposal of what the columns mean.', PROCESSING: 'The columns are being looked at.'}[job.status] ?? this.ended(job);
            }
            if (job.kind === 'UNDO') {
                const {recordsReversed = 0, recordsKept = 0, recordsFailed = 0} = job.results;
                const also = [recordsKept > 0 ? `${n(recordsKept)} kept, because something else depends on them` : '', recordsFailed > 0 ? `${n(recordsFailed)} could not be taken back` : '']
                    .filter(part => part !== '');
                const told = `${count(recordsReversed, 'record')} taken back${also.length > 0 ? `; ${list.format(also)}` : ''}.`;
                return job.status === 'PROCESSING' ? `The import is being undone: ${told}` : job.status === 'COMPLETED' ? `The import is undone: ${told}` : this.ended(job);
            }
            if (job.kind === 'ERASE') {
                return {COMPLETED: 'The person is erased from everything that is kept here.', PROCESSING: 'The person is being erased.'}[job.status] ?? this.ended(job);
            }
            if (job.status === 'COMPLETED') {
                if (rowsImported === 0 && rest.length > 0) {
                    return `No row went in: ${list.format(rest)}.`;
                }
                return rest.length === 0 ? (rowsImported === 1 ? 'The one row is in.' : `All ${n(rowsImported)} rows are in.`)
                    : `${count(rowsImported, 'row')} ${rowsImported === 1 ? 'is' : 'are'} in; ${list.format(rest)}.`;
            }
            if (job.status === 'CANCELLED') {
                return rowsImported === 0 ? 'The import was cancelled before a row was written.' : `The import was cancelled. ${count(rowsImported, 'row')} had been written and ${rowsImported === 1 ? 'stays' : 'stay'}.`;
            }
            if (job.status === 'FAILED') {
                return this.ended(job);
            }
            return this.running[job.phase]?.(job) ?? 'It is being worked on.';
        },
        ended: job => (job.status === 'CANCELLED' ? 'It was cancelled.' : `${whatOf(job.kind)} failed: ${job.error?.detail ?? 'nobody knows why.'}`),
        running: {
            STORED: () => 'The file is stored safely and is being opened.',
            WAITING_FOR_MAPPING: () => 'The file is stored safely. Tell what its columns mean, then it goes on.',
            UNPACKING: () => 'The archive is being unpacked.',
            VALIDATING: job => `Every row is checked before any is written: ${count(job.progress.rowsProcessed, 'row')} so far.`,
            MAPPING: () => 'A language model reads the columns you have allowed it to.',
            SPLITTING: job => `The file is being read; ${count(job.progress.rowsProcessed, 'row')} written already.`,
            LOADING: job => `Rows are being written: ${n(job.progress.rowsProcessed)}${job.progress.rowsTotal === null ? '' : ` of ${n(job.progress.rowsTotal)}`}.`,
        },
    },

    signIn: {
        title: 'Sign in',
        lead: 'You sign in with an API key of your account. Whoever runs Pledgeline for you has given you one, or can make one under “API keys”.',
        first: 'Please sign in; then you come to the page that you wanted.',
        key: 'API key',
        keyHint: 'It begins with “pl_”. It is exchanged for a cookie of this browser and not kept.',
        show: 'Show',
        submit: 'Sign in',
        empty: 'Enter your API key.',
        wrong: 'This key is unknown, or it was revoked. Check that it was copied as a whole.',
    },

    keys: {
        title: 'API keys',
        lead: 'Programs call with a key, and people sign in with one. Give each its own, so that it can be revoked without the others.',
        create: 'Create a key', label: 'Label', labelHint: 'What or who it is for.',
        scopes: 'May', scope: {upload: 'upload files, confirm, retry, cancel, undo', read: 'see imports and data', admin: 'do everything, also erase people and make keys'},
        noScope: 'Choose what the key may do.',
        live: 'Keys in use', created: 'Created', used: 'Last used', never: 'never', yours: '(you are signed in with it)',
        revoke: 'Revoke', revokeOf: label => `Revoke ${label}`,
        ask: (label, isOwn) => ({
            title: `Revoke “${label}”?`,
            body: `Whoever calls or is signed in with it is turned away within ten seconds. This cannot be taken back.${isOwn ? ' You are signed in with this key yourself.' : ''}`,
            action: 'Revoke the key',
        }),
        none: 'No keys', noneWhy: 'The key of the operator is not listed here.',
        key: 'The key', made: 'Your new key', madeWhy: 'Copy it now: it is not shown again.', copy: 'Copy', copied: 'Copied',
    },

    operations: {
        title: 'Operations',
        lead: 'What waits, who works on it, and what could not be written. It is looked at again every five seconds.',
        queues: 'Queues', queue: 'Queue',
        names: {split: 'Reading files', load: 'Writing chunks', analysis: 'Looking at columns', ai: 'Asking the model', undo: 'Undoing', erase: 'Erasing'},
        of: {depth: 'Open', lag: 'Waiting', pending: 'In work', oldest: 'Oldest', dead: 'Given up', consumers: 'Workers'},
        why: {
            depth: 'Messages that are not done', lag: 'Messages that nobody has taken yet', pending: 'Messages that a worker has', oldest: 'Age of the oldest message',
            dead: 'Messages that were delivered too often and put aside', consumers: 'Workers that serve this queue',
        },
        explain: 'These figures are of the whole installation. The queue only wakes the workers: what has to be done stands in the database, and nothing is lost with the queue.',
        noRedis: 'The queues cannot be reached at the moment. Uploads are still taken and go on later.',
        workers: 'Workers seen', worker: 'Worker', serves: 'Serves', busy: 'In work', seen: 'Last seen', before: span => `${span} ago`,
        noWorkers: 'No worker was seen', noWorkersWhy: 'Nothing is imported until a process with the role “worker” runs.',
        failed: 'Chunks that could not be written', file: 'File', rows: 'Rows', reason: 'Reason', when: 'When',
        range: (first, rows) => `${n(first)}–${n(first + rows - 1)}`,
        retry: 'Retry', retryOf: name => `Retry the failed chunks of ${name}`, retried: 'The failed chunks of this import are tried again.',
        noneFailed: 'None', noneFailedWhy: 'No chunk of your imports has failed.',
        more: (shown, total) => `${n(shown)} of ${n(total)} are shown.`,
        abandoned: 'Uploads that were given up', abandonedWhy: 'Nobody continued them in the last seven days. Nothing is left of them; send these files again if they are still wanted.',
        arrived: 'Had arrived', arrivedOf: (arrived, total) => `${arrived} of ${total}`, begun: 'Begun', givenUp: 'Given up',
    },

    campaigns: {
        title: 'Campaigns',
        lead: 'Each campaign keeps its own backers, pledges, products and survey answers. A file is always imported into one of them.',
        create: 'New campaign',
        change: 'Change', changeOf: name => `Change ${name}`,
        name: 'Name', slug: 'Short name', timezone: 'Time zone', currency: 'Currency',
        slugHint: 'Small letters, digits and hyphens, such as “space-cats-2026”. It stands in addresses and cannot be changed.',
        timezoneHint: 'Dates in your files that name no zone are read in this one, such as Europe/Berlin.',
        currencyHint: 'Three letters such as EUR: what a bare “$” in your files means. May stay empty.',
        save: 'Save', asks: {create: 'A new campaign', change: 'Change the campaign'},
        exists: slug => `There is a campaign “${slug}” already.`,
        last: 'Last import', never: 'nothing yet',
        none: 'No campaigns yet',
        noneWhy: 'A campaign comes into being with its first file, or you make one here.',
    },

    records: {
        tabs: 'Tables of the campaign',
        tables: {backers: 'Backers', pledges: 'Pledges', products: 'Products', surveys: 'Survey answers'},
        columns: {
            name: 'Name', email: 'E-mail', country: 'Country', number: 'Number', backer: 'Backer', amount: 'Amount', status: 'Status',
            items: 'Items', pledgedAt: 'Pledged', sku: 'SKU', price: 'Price', pledged: 'Pieces pledged', answers: 'Answers', answeredAt: 'Answered',
        },
        search: 'Search',
        searched: {
            backers: 'name, e-mail, number', pledges: 'backer, status, id', products: 'name or SKU', surveys: 'backer or answer',
        },
        download: 'Download CSV',
        import: 'Imported or changed by',
        shown: (records, more) => (more ? `The first ${count(records, 'record')} of this page are shown; there are more.` : `${count(records, 'record')} shown.`),
        page: place => `Page ${n(place)}`,
        filters: {
            job: file => (file ? `From the import of ${file}` : 'From one import'),
            backer: () => 'Of one backer', product: () => 'With one product', remove: 'Show those of all again',
        },
        none: {backers: 'No backers yet', pledges: 'No pledges yet', products: 'No products yet', surveys: 'No survey answers yet'},
        noneWhy: 'Upload a file and they appear here.',
        upload: 'Upload a file',
        noMatch: 'Nothing found',
        noMatchWhy: 'No record of this campaign matches the search.',
        showAll: 'Show all',
        missing: 'There is no such campaign',
        missingWhy: 'The address may be wrong, or the campaign belongs to another account.',
        address: 'Address',
        addressOf: {
            name: 'Name', address1: 'Address', address2: 'Second line', city: 'City', state: 'State', postalCode: 'Postal code',
            countryName: 'Country', countryCode: 'Country code', phone: 'Telephone', notes: 'Notes for delivery',
        },
        pledge: 'Pledge', backer: 'Backer', email: 'E-mail', items: 'Items', details: 'Other columns', answers: 'Survey answers',
        item: (quantity, name) => `${n(quantity)} × ${name}`,
        inventoryAt: 'Counted', pledgesOfProduct: 'Pledges with this product',
        unnamedBacker: 'without a name', unnamed: 'an import',
        platform: 'Export of', externalId: 'Id there', createdBy: 'Created by', changedBy: 'Last changed by', source: 'Source',
        rowOf: (row, file) => `row ${n(row)} of ${file}`,
        row: row => `row ${n(row)}`,
        erase: {
            action: 'Erase this person',
            ask: name => ({
                title: 'Erase this person?',
                body: `${name} is removed from everything that is kept here, in all campaigns where the same e-mail address stands: backers, pledges, survey answers, former values, kept rows and errors. Stored files that hold the person are deleted. Later imports leave the person out. This cannot be undone.`,
                action: 'Erase for good',
            }),
        },
    },
};

function whatOf(kind) {
    return {IMPORT: 'The import', ANALYSIS: 'The analysis', UNDO: 'The undo', ERASE: 'The erasure'}[kind];
}
