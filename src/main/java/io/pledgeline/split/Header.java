package io.pledgeline.split;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file, and where it ends.
 *
 * @param cells as spelled in the file, without empty ones at the end
 * @param rows records up to and with the header
 * @param end byte after the header
 */
record Header(List<String> cells, char delimiter, long rows, long end) {

    private static final Comparator<HeaderSearch> BETTER = Comparator.comparing((HeaderSearch s) -> s.columns() < 2)
            .thenComparing(s -> !s.isEven())
            .thenComparing(s -> s.header().rows)
            .thenComparing(s -> -s.columns())
            .thenComparing(s -> -s.header().cells.size());

    /**
     * Finds the header under the delimiter that divides the file best: first one under which most records are rows of one
     * width, then the one whose header comes first, then the one that gives the most columns.
     *
     * @param head the first bytes of the file
     * @return null when there is nothing but blank records
     * @throws SplitFailedException if no delimiter divides it and one that was tried finds its quotes wrong, or if it has
     *     more than {@code maxColumns} cells
     */
    static @Nullable Header read(byte[] head, Charset charset, int recordSize, int maxColumns) {
        HeaderSearch best = null;
        SplitFailedException refused = null;
        for (char delimiter : CsvFormats.DELIMITERS) {
            try {
                HeaderSearch found = HeaderSearch.search(head, delimiter, charset, recordSize);
                best = best == null || (found != null && BETTER.compare(found, best) < 0) ? found : best;
            } catch (SplitFailedException e) {
                // Quotes may be wrong only because this is not the file's delimiter.
                refused = refused == null ? e : refused;
            }
        }
        if (refused != null && (best == null || best.header().cells.size() < 2)) {
            throw refused;
        }
        if (best == null) {
            return null;
        }
        Header header = best.header();
        if (header.cells.size() > maxColumns) {
            throw new SplitFailedException(
                    "TOO_MANY_COLUMNS",
                    "The header has " + header.cells.size() + " columns; at most " + maxColumns + " are allowed.",
                    header.rows);
        }
        return header;
    }
}
