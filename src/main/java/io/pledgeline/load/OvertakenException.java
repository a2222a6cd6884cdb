package io.pledgeline.load;

/** Another transaction wrote a record between our look and our write; the chunk is simply tried again. */
public class OvertakenException extends RuntimeException {

    OvertakenException(String table) {
        super("Another import wrote the same " + table + " at this moment");
    }

    OvertakenException() {
        super("Somebody was erased at this moment");
    }
}
