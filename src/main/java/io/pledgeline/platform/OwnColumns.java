package io.pledgeline.platform;

import java.util.List;

/** The columns that the CSV of failed rows has before those of the file; whoever wrote the file, they say nothing of a pledge. */
public final class OwnColumns {
    public static final String FILE = "_file";
    public static final String ROW = "_row";
    public static final String ERRORS = "_errors";

    /** All of them, in their order. */
    public static final List<String> ALL = List.of(FILE, ROW, ERRORS);

    private OwnColumns() {}

    /** Whether a column of this header is one of them. */
    public static boolean isOwn(String header) {
        return ALL.contains(Texts.fold(header));
    }

    /**
     * Where the first column of this name stands.
     *
     * @return -1 if there is none
     */
    public static int indexOf(String name, List<String> headers) {
        return headers.stream().map(Texts::fold).toList().indexOf(name);
    }
}
