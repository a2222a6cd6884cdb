package io.pledgeline.erase;

/** Another worker has the erasure, or it has ended. */
public class ErasureLostException extends RuntimeException {

    ErasureLostException() {
        super("The erasure is no longer ours");
    }
}
