// The texts of the page in its language. Another language is another file beside en.js, chosen here.
import en from '../texts/en.js';

export const texts = en;
export const locale = en.locale;
