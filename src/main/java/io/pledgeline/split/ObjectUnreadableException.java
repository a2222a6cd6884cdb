package io.pledgeline.split;

import java.io.IOException;

/** The object store stopped in the middle of an object: nothing is wrong with the file. */
class ObjectUnreadableException extends RuntimeException {

    ObjectUnreadableException(IOException cause) {
        super(cause);
    }
}
