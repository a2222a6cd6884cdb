// Which page a path is, and how one gets from page to page without a reload.
const ROUTES = [
    ['/', () => import('../pages/upload.js')],
    ['/upload', () => import('../pages/upload.js')],
    ['/signin', () => import('../pages/signin.js')],
    ['/jobs', () => import('../pages/jobs.js')],
    ['/jobs/:id', () => import('../pages/job.js')],
    ['/jobs/:id/errors', () => import('../pages/errors.js')],
    ['/workbooks/:id/mapping', () => import('../pages/mapping.js')],
    ['/campaigns', () => import('../pages/campaigns.js')],
    ['/campaigns/:slug/:table', () => import('../pages/records.js')],
    ['/operations', () => import('../pages/operations.js')],
    ['/webhooks', () => import('../pages/webhooks.js')],
    ['/keys', () => import('../pages/keys.js')],
];

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The page of a path: {load, params}; the page that says so where there is none. */
export function find(path) {
    const parts = split(path);
    for (const [pattern, load] of ROUTES) {
        const params = match(split(pattern), parts);
        if (params) {
            return {load, params};
        }
    }
    return {load: () => import('../pages/missing.js'), params: {}};
}

/** Calls go(url) for each followed link that leads to a page of ours, and for the browser's back and forward. */
export function listen(go) {
    document.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]');
        const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
            return;
        }
        const url = new URL(link.href);
        if (url.origin === location.origin && !url.pathname.startsWith('/api') && !(url.hash && url.pathname === location.pathname)) {
            event.preventDefault();
            history.pushState(null, '', url);
            go();
        }
    });
    let here = '';
    window.addEventListener('popstate', () => {
        // A link within the page, such as the one that skips to the content, leaves it as it is.
        if (!location.hash || here !== location.pathname + location.search) {
            go();
        }
    });
    document.addEventListener('click', () => { here = location.pathname + location.search; }, {capture: true});
}

const split = path => path.split('/').filter(part => part !== '');

function match(pattern, parts) {
    if (pattern.length !== parts.length) {
        return null;
    }
    const params = {};
    const fits = pattern.every((part, i) => {
        if (!part.startsWith(':')) {
            return part === parts[i];
        }
        params[part.slice(1)] = parts[i];
        return part === ':id' ? ID.test(parts[i]) : SLUG.test(parts[i]);
    });
    return fits ? params : null;
}
