// The texts of the page in its language. Another language is another file beside en.js, chosen here.
import en from '../texts/en.js';

export const texts = en;

/** How the reader writes numbers and times, as far as it is the language of the texts. */
export const locale = navigator.languages.find(language => language.startsWith(en.locale)) ?? en.locale;
