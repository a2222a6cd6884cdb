// What is on its way, by name, size and time of the file: a reload loses the file itself, which only a person can choose again.
import {session} from './session.js';

export const memory = {
    get place() {
        return `pledgeline.uploads.${session?.merchant.id}`;
    },
    all() {
        try {
            return JSON.parse(localStorage.getItem(this.place) ?? '[]');
        } catch {
            return [];
        }
    },
    write(entries) {
        try {
            if (session) {
                localStorage.setItem(this.place, JSON.stringify(entries.slice(-50)));
            }
        } catch {
            // Full or forbidden: then a reload only does not know what it has interrupted.
        }
    },
    keep({file, options, key, workbookId}) {
        this.forget(key);
        this.write([...this.all(), {name: file.name, size: file.size, modified: file.lastModified, options, key, workbookId}]);
    },
    /** The entry of this file with these options (with others it is another import), if its key is not in use. */
    find(file, options, isUsed) {
        const same = JSON.stringify(options);
        return this.all().find(entry => entry.name === file.name && entry.size === file.size && entry.modified === file.lastModified
            && JSON.stringify(entry.options) === same && !isUsed(entry.key));
    },
    forget(key) {
        this.write(this.all().filter(entry => entry.key !== key));
    },
};
