package io.pledgeline.split;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one delimiter makes of the first records of a file.
 *
 * <p>A preamble (a title, a date of export) has fewer filled cells than the table below it: the header is the first
 * record that fills most of the columns that the table uses.
 *
 * @param header the first record that may be one
 * @param columns of the header that at least two records fill; of a header without rows, all of them
 * @param isEven whether most records from the header on are as wide as the table
 */
record HeaderSearch(Header header, int columns, boolean isEven) {

    private static final int RECORDS = 100;
    private static final int BYTES = 1 << 20;
    private static final double MOST_COLUMNS = 0.6;
    private static final double MOST_RECORDS = 0.8;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A record that is not blank: its row, where it lies, how wide it is, and which of its cells say something. */
    private record Seen(long row, long from, long to, int width, BitSet filled) {}

    /** Returns null when there is nothing but blank records. */
    static @Nullable HeaderSearch search(byte[] head, char delimiter, Charset charset, int recordSize) {
        List<Seen> seen = records(head, delimiter, charset, recordSize);
        if (seen.isEmpty()) {
            return null;
        }
        int used = used(seen);
        int need = (int) Math.ceil(used * MOST_COLUMNS);
        Seen found = seen.stream()
                .filter(record -> record.filled.cardinality() >= need)
                .findFirst()
                .orElse(seen.get(0));
        byte[] bytes = java.util.Arrays.copyOfRange(head, (int) found.from, (int) found.to);
        List<String> cells = CsvFormats.parse(bytes, delimiter, charset).get(0).subList(0, found.filled.length());
        // A preamble is no part of the table, whatever this delimiter makes of it.
        List<Seen> table = seen.subList(seen.indexOf(found), seen.size());
        long wide = table.stream().filter(record -> record.width >= need).count();
        return new HeaderSearch(
                new Header(List.copyOf(cells), delimiter, found.row, found.to),
                seen.size() == 1 ? cells.size() : Math.min(found.filled.cardinality(), used),
                wide >= table.size() * MOST_RECORDS);
    }

    /** How many columns at least two records fill. */
    private static int used(List<Seen> seen) {
        BitSet once = new BitSet();
        BitSet twice = new BitSet();
        for (Seen record : seen) {
            BitSet again = (BitSet) record.filled.clone();
            again.and(once);
            twice.or(again);
            once.or(record.filled);
        }
        return twice.cardinality();
    }

    private static List<Seen> records(byte[] head, char delimiter, Charset charset, int recordSize) {
        int start = startsWithBom(head) ? BOM.length : 0;
        // Cells at the end that are empty count for nothing, so the cutter cannot tell whether there are too many.
        Limits limits = new Limits(1, recordSize, recordSize, Integer.MAX_VALUE);
        RecordCutter cutter = new RecordCutter(
                new ByteArrayInputStream(head, start, head.length - start), start, 1, delimiter, limits);
        List<Seen> seen = new ArrayList<>();
        while (seen.size() < RECORDS && cutter.hasNext()) {
            Block block = next(cutter, seen.isEmpty());
            if (block == null) {
                break;
            }
            if (!block.faults().isEmpty() || isBlank(block.bytes(), delimiter)) {
                continue;
            }
            List<String> cells =
                    CsvFormats.parse(block.bytes(), delimiter, charset).get(0);
            BitSet filled = new BitSet(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                filled.set(i, !cells.get(i).isBlank());
            }
            if (!filled.isEmpty() && !saysDelimiter(block.bytes(), seen)) {
                seen.add(new Seen(block.firstRow(), block.from(), block.to(), cells.size(), filled));
            }
            if (block.to() > BYTES && !seen.isEmpty()) {
                break;
            }
        }
        return seen;
    }

    /** Whether a first record is {@code sep=;}, as Excel understands it. */
    private static boolean saysDelimiter(byte[] record, List<Seen> before) {
        return before.isEmpty()
                && record.length < 10
                && new String(record, StandardCharsets.ISO_8859_1).strip().matches("(?i)\"?sep=.?\"?");
    }

    /** A look that is much cheaper than parsing: there may be millions. */
    private static boolean isBlank(byte[] record, char delimiter) {
        for (byte b : record) {
            if (b != delimiter && b != '\n' && b != '\r' && b != ' ' && b != '"') {
                return false;
            }
        }
        return true;
    }

    /**
     * The next record; null behind it when a quote is never closed: the split tells that, unless there is no header.
     *
     * @param first whether none has said anything yet, so that it has to be well formed
     */
    private static @Nullable Block next(RecordCutter cutter, boolean first) {
        try {
            Block block = cutter.next();
            if (first && !block.faults().isEmpty()) {
                throw new SplitFailedException(
                        "INVALID_HEADER", block.faults().get(0).message(), block.firstRow());
            }
            return block;
        } catch (SplitFailedException e) {
            if (first) {
                throw e;
            }
            return null;
        }
    }

    private static boolean startsWithBom(byte[] head) {
        return head.length >= BOM.length && head[0] == BOM[0] && head[1] == BOM[1] && head[2] == BOM[2];
    }
}
