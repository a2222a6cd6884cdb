package io.pledgeline.load;

/** Another worker holds the chunk now, or its job is no longer being processed: what was written is rolled back. */
public class ClaimLostException extends RuntimeException {

    public ClaimLostException(String message) {
        super(message);
    }
}
