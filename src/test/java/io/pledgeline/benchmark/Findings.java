package io.pledgeline.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The table of the benchmark: printed line by line as it is found, and kept in a file. */
final class Findings {

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    Findings(Path file) {
        this.file = file;
    }

    void title(String format, Object... values) throws IOException {
        add(String.format(Locale.ROOT, format, values));
    }

    /** Adds a line of three columns. */
    void line(String what, String figure, String remark) throws IOException {
        add(String.format(Locale.ROOT, "  %-34s %16s   %s", what, figure, remark)
                .stripTrailing());
    }

    /** Adds a line whose third column says whether the figure is as good as it shall be. */
    void goal(String what, String figure, String goal, boolean met) throws IOException {
        line(what, figure, "goal " + goal + ": " + (met ? "met" : "MISSED"));
    }

    /** The nearest rank in milliseconds: that share of the sorted times is not longer. */
    static double millis(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1).toNanos() / 1e6;
    }

    static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void add(String line) throws IOException {
        System.out.println(line);
        text.append(line).append('\n');
        Files.writeString(file, text);
    }
}
