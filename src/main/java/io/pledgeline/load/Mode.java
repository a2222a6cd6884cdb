package io.pledgeline.load;

import java.util.Locale;

/** Which rows an upload writes: its pledge may be one that another upload has created, or not. */
enum Mode {
    /** All. */
    UPSERT,
    /** Those of pledges that no other upload has created; the others fail. */
    INSERT,
    /** Those of pledges that another upload has created; the others fail. */
    UPDATE,
    /** Those of pledges that no other upload has created; the others are skipped. */
    SKIP_EXISTING;

    /** @param name as {@code ?mode=} and the database spell it */
    static Mode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether a row that is written leaves this record as it is. */
    boolean leaves(Known record) {
        return (this == INSERT || this == SKIP_EXISTING) && !record.own();
    }
}
