package io.pledgeline.intake.events;

/** A message that is no event of an object store; it will never be one. */
class MalformedEventException extends RuntimeException {

    /** @param what of it is wrong, without a value of it */
    MalformedEventException(String what) {
        super(what);
    }
}
