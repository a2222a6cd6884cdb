package io.pledgeline.storage;

import java.io.IOException;

/** Something finds no room in the temporary folder: the fault is ours, not that of whoever sends the bytes. */
public class NoRoomException extends RuntimeException {

    public NoRoomException(IOException cause) {
        super(cause);
    }
}
