package io.pledgeline.records;

import io.pledgeline.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a page of records ended.
 *
 * @param order the table and the sort of the list; the cursor is of no use in another
 * @param key what the last record was sorted by: as the statements write it
 */
record RecordCursor(String order, UUID id, String key) {

    private static final Pattern FORM = Pattern.compile("([^\n]*)\n([0-9a-f-]{36})\n(.+)", Pattern.DOTALL);

    String text() {
        byte[] bytes = (order + "\n" + id + "\n" + key).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static RecordCursor read(String text, String order) {
        try {
            var found = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            // PostgreSQL knows no NUL.
            if (found.matches()
                    && found.group(1).equals(order)
                    && text.indexOf('\0') < 0
                    && found.group(3).indexOf('\0') < 0) {
                return new RecordCursor(order, UUID.fromString(found.group(2)), found.group(3));
            }
        } catch (IllegalArgumentException notOurs) {
            // Answered below, as any other text that this list has not given out.
        }
        throw ProblemException.invalidParameter("cursor", "is not one that this list has given out in this order.");
    }
}
