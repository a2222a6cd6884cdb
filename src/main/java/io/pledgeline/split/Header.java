package io.pledgeline.split;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file, and where it ends.
 *
 * @param cells as spelled in the file
 * @param rows records up to and with the header
 * @param end byte after the header
 */
record Header(List<String> cells, char delimiter, long rows, long end) {

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * Reads the header with the delimiter that gives the most cells; blank records before it are passed over.
     *
     * @param head the first bytes of the file
     * @return null when there is nothing but blank records
     * @throws SplitFailedException if no delimiter divides it and one that was tried finds its quotes wrong, or if it has
     *     more than {@code maxColumns} cells
     */
    static @Nullable Header read(byte[] head, int recordSize, int maxColumns) {
        Header best = null;
        SplitFailedException refused = null;
        for (char delimiter : CsvFormats.DELIMITERS) {
            try {
                Header header = read(head, delimiter, recordSize);
                if (best == null || (header != null && header.cells.size() > best.cells.size())) {
                    best = header;
                }
            } catch (SplitFailedException e) {
                // Quotes may be wrong only because this is not the file's delimiter.
                refused = refused == null ? e : refused;
            }
        }
        if (refused != null && (best == null || best.cells.size() < 2)) {
            throw refused;
        }
        if (best != null && best.cells.size() > maxColumns) {
            throw new SplitFailedException(
                    "TOO_MANY_COLUMNS",
                    "The header has " + best.cells.size() + " columns; at most " + maxColumns + " are allowed.",
                    best.rows);
        }
        return best;
    }

    private static @Nullable Header read(byte[] head, char delimiter, int recordSize) {
        int start = startsWithBom(head) ? BOM.length : 0;
        ByteArrayInputStream in = new ByteArrayInputStream(head, start, head.length - start);
        // Cells at the end that are empty count for nothing, so the cutter cannot tell whether there are too many.
        Limits limits = new Limits(1, recordSize, recordSize, Integer.MAX_VALUE);
        RecordCutter cutter = new RecordCutter(in, start, 1, delimiter, limits);
        while (cutter.hasNext()) {
            Block block = cutter.next();
            if (!block.faults().isEmpty()) {
                throw new SplitFailedException(
                        "INVALID_HEADER", block.faults().get(0).message(), block.firstRow());
            }
            List<String> cells = new ArrayList<>(parse(block.bytes(), delimiter).get(0));
            while (!cells.isEmpty() && cells.get(cells.size() - 1).isBlank()) {
                cells.remove(cells.size() - 1);
            }
            if (!cells.isEmpty()) {
                return new Header(List.copyOf(cells), delimiter, block.firstRow(), block.to());
            }
        }
        return null;
    }

    private static boolean startsWithBom(byte[] head) {
        return head.length >= BOM.length && head[0] == BOM[0] && head[1] == BOM[1] && head[2] == BOM[2];
    }

    /** The cells of whole records. */
    static List<List<String>> parse(byte[] records, char delimiter) {
        String text = LosslessText.decode(records, StandardCharsets.UTF_8);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CsvFormats.format(delimiter))) {
            return parser.stream().map(CSVRecord::toList).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
