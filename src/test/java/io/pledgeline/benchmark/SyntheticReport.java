package io.pledgeline.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Writes Kickstarter backer reports of any length, as its add-on era exported them (K4), with invented backers.
 *
 * <p>A row has about 300 bytes and 1.2 pledge items, reward included; some cells hold commas, quotes, line breaks and
 * letters beyond ASCII. A row depends on the seed and its backer number alone, so the same report is written again byte
 * for byte, and {@link #newer} gives what the same campaign would export later.
 */
public final class SyntheticReport {

    private final long seed;
    private final long firstNumber;
    private final int rows;
    private final int changed;
    private final int added;
    private final int spoiledEvery;

    private SyntheticReport(long seed, long firstNumber, int rows, int changed, int added, int spoiledEvery) {
        if (spoiledEvery < 0 || firstNumber < 1 || rows < 0 || changed < 0 || changed > rows || added < 0) {
            throw new IllegalArgumentException();
        }
        this.seed = seed;
        this.firstNumber = firstNumber;
        this.rows = rows;
        this.changed = changed;
        this.added = added;
        this.spoiledEvery = spoiledEvery;
    }

    /** Describes a report with backers number 1 to {@code rows}. */
    public static SyntheticReport of(int rows) {
        return new SyntheticReport(1, 1, rows, 0, 0, 0);
    }

    /** Gives the same backer numbers other contents. */
    public SyntheticReport withSeed(long other) {
        return new SyntheticReport(other, firstNumber, rows, changed, added, spoiledEvery);
    }

    /** Begins with another backer number; reports whose numbers do not overlap have no backer in common. */
    public SyntheticReport startingAt(long number) {
        return new SyntheticReport(seed, number, rows, changed, added, spoiledEvery);
    }

    /**
     * Describes a later export of the same campaign.
     *
     * @param changedRows that many of this report's backers, evenly spread, have raised their pledge and moved house
     * @param addedRows that many backers have come in addition, at the end
     */
    public SyntheticReport newer(int changedRows, int addedRows) {
        return new SyntheticReport(seed, firstNumber, rows, changedRows, addedRows, spoiledEvery);
    }

    /** Says an amount that is none in every row whose place, counted from 1, is a multiple of this. */
    public SyntheticReport spoiling(int every) {
        return new SyntheticReport(seed, firstNumber, rows, changed, added, every);
    }

    /** Writes the report, replacing the file, and says what is in it. */
    public ReportTotals write(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return totals();
    }

    /** Writes the report in UTF-8 and leaves the stream open. */
    public void write(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        writer.write(SyntheticRow.HEADER);
        var line = new StringBuilder(512);
        for (int i = 0; i < rows + added; i++) {
            line.setLength(0);
            row(i).appendTo(line, isSpoiled(i));
            writer.append(line);
        }
        writer.flush();
    }

    /** Gives what an import of the whole report leaves in the tables. */
    public ReportTotals totals() {
        var totals = new ReportTotals.Counter();
        for (int i = 0; i < rows + added; i++) {
            if (!isSpoiled(i)) {
                totals.add(row(i));
            }
        }
        return totals.totals();
    }

    /** Gives the pledges that an import of the whole report leaves: their external ids and amounts in cents. */
    public Map<String, Long> pledges() {
        Map<String, Long> pledges = new HashMap<>();
        for (int i = 0; i < rows + added; i++) {
            if (!isSpoiled(i)) {
                pledges.put(row(i).uid(), row(i).amountCents());
            }
        }
        return pledges;
    }

    /** Gives the rows that cannot be imported, as a spreadsheet counts them. */
    public List<Long> spoiled() {
        return LongStream.range(0, rows + added)
                .filter(this::isSpoiled)
                .map(i -> i + 2)
                .boxed()
                .toList();
    }

    /** Rows of data, spoiled ones too. */
    public int rows() {
        return rows + added;
    }

    private SyntheticRow row(int index) {
        return SyntheticRow.of(seed, firstNumber + index, index < rows && isChanged(index));
    }

    private boolean isSpoiled(long index) {
        return spoiledEvery > 0 && (index + 1) % spoiledEvery == 0;
    }

    private boolean isChanged(long index) {
        return index * changed / rows != (index + 1) * changed / rows;
    }
}
