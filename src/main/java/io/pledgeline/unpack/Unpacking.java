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

    private static final String OWN = "pledgeline/";

    private final Container container;
    private final String prefix;
    private final List<PlainFile> done = new ArrayList<>();
    private boolean kept;

    /** What this run writes lies beside the container, apart from what other runs wrote. */
    Unpacking(Container container, UUID workbook, String key) {
        this.container = container;
        this.prefix = below(workbook, key) + UUID.randomUUID() + "/";
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

    /** Where the objects of all runs through this container lie: among our own, as others write where an announced one lies. */
    public static String below(UUID workbook, String key) {
        return (key.startsWith(OWN) ? key : OWN + "announced/" + workbook) + ".files/";
    }

    void release() throws IOException {
        container.close();
    }
}
