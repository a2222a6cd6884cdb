package io.pledgeline.unpack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * One run through a container: its files come one after the other, and what was made of them is noted.
 *
 * <p>Not closeable: Camel's splitter looks ahead and closes what has no next, while the last file is still to be read.
 */
public final class Unpacking implements Iterator<PackedFile> {

    private final Container container;
    private final String prefix;
    private final List<PlainFile> done = new ArrayList<>();
    private boolean kept;

    /** @param key of the container; what this run writes lies beside it, apart from what other runs wrote */
    Unpacking(Container container, String key) {
        this.container = container;
        this.prefix = below(key) + UUID.randomUUID() + "/";
    }

    @Override
    public boolean hasNext() {
        return container.hasNext();
    }

    @Override
    public PackedFile next() {
        return container.next();
    }

    Container container() {
        return container;
    }

    /** Where the objects of this run lie. */
    String prefix() {
        return prefix;
    }

    List<PlainFile> done() {
        return done;
    }

    /** Says that the files are noted in the database: now they stand. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    /** Where the objects of all runs through this container lie. */
    public static String below(String key) {
        return key + ".files/";
    }

    void release() throws IOException {
        container.close();
    }
}
