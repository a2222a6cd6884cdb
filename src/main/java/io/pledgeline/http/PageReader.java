package io.pledgeline.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads {@code ?limit=} and {@code ?cursor=}; the cursor is what the SQL function {@code page_cursor} wrote. */
@Component("page")
public class PageReader {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int UUID_BYTES = 16;

    public Page read(@Header("limit") @Nullable String limit, @Header("cursor") @Nullable String cursor) {
        return new Page(limit(limit), cursor == null || cursor.isEmpty() ? null : after(cursor));
    }

    private static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT) {
            throw ProblemException.invalidParameter("limit", "is a whole number from 1 to " + MAX_LIMIT + ".");
        }
        return Integer.parseInt(text);
    }

    private static UUID after(String cursor) {
        try {
            ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (id.remaining() == UUID_BYTES) {
                return new UUID(id.getLong(), id.getLong());
            }
        } catch (IllegalArgumentException notBase64) {
            // Answered below, as any other text that no list has given out.
        }
        throw ProblemException.invalidParameter("cursor", "is not one that a list has given out.");
    }
}
