package io.pledgeline.erase;

/** An e-mail address as it is looked for in JSON: where {@link PersonHashes#in} would find it, and in no longer one. */
final class Mention {

    /** The start of the text, what neither belongs to an address nor stands in one, or an escape of JSON. */
    private static final String BEFORE = "(?:(?<![^\\s@,;:<>()\\[\\]\\\\\"'`*=|/{}~!?&#$%^])"
            + "|(?<=(?:^|[^\\\\])(?:\\\\\\\\)*\\\\(?:[bfnrt]|u[0-9a-f]{4})))";

    /** No more of a domain; the full stop of a sentence is none. */
    private static final String BEHIND = "(?![[:alnum:]-]|\\.[[:alnum:]])";

    private Mention() {}

    /** A regular expression of PostgreSQL. */
    static String of(String email) {
        return BEFORE + email.replaceAll("[^\\p{L}\\p{M}\\p{N}@]", "\\\\$0") + BEHIND;
    }
}
