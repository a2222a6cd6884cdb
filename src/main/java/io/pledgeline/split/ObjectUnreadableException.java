package io.pledgeline.split;

import java.io.IOException;

/** The object store stopped in the middle of an object: nothing is wrong with the file. */
public class ObjectUnreadableException extends RuntimeException {

    public ObjectUnreadableException(IOException cause) {
        super(cause);
    }
}
