package io.pledgeline.split;

/** Another worker goes on with this split, or its job has ended: nothing is wrong, but this slice is over. */
public class SliceLostException extends RuntimeException {

    public SliceLostException(String message) {
        super(message);
    }
}
