package io.pledgeline.retention;

/** The object store answers, but does not let us remove a file: waiting does not help. */
public class ObjectRefusedException extends RuntimeException {

    public ObjectRefusedException(String message) {
        super(message);
    }
}
