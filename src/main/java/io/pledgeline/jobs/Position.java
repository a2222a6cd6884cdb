package io.pledgeline.jobs;

import io.pledgeline.http.Page;
import io.pledgeline.http.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the chunks of a job, as cursors carry it: in the form of an id, so that the bean {@code page} reads it.
 *
 * @param chunk its number
 * @param index how many entries of the chunk are before the place
 */
record Position(int chunk, int index) {

    /** Where a page begins: at the cursor, else at the beginning. */
    static Position of(Page page) {
        UUID after = page.after();
        if (after == null) {
            return new Position(0, 0);
        }
        try {
            return new Position(
                    Math.toIntExact(after.getMostSignificantBits()), Math.toIntExact(after.getLeastSignificantBits()));
        } catch (ArithmeticException e) {
            throw ProblemException.invalidParameter("cursor", "is not one that this list has given out.");
        }
    }

    String cursor() {
        byte[] id = ByteBuffer.allocate(16).putLong(chunk).putLong(index).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
