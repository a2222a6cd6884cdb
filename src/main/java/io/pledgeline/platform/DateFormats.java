package io.pledgeline.platform;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the dates of one column: the pattern its sample decided on first, then those that cannot be mixed up with it. */
final class DateFormats {
    private static final int MAX_SAMPLE = 1000;
    private static final Map<String, DatePattern> COMPILED = new ConcurrentHashMap<>();

    static final DateFormats NONE = new DateFormats(List.of(), null, ZoneOffset.UTC);

    private final List<DatePattern> patterns;
    private final ZoneId zone;

    /** @param chosen the column's own pattern, null when its sample held no date */
    DateFormats(List<String> all, @Nullable String chosen, ZoneId zone) {
        List<DatePattern> compiled = new ArrayList<>();
        if (chosen != null) {
            compiled.add(compile(chosen));
        }
        for (String pattern : all) {
            // 03/04/2020 must not be read as the other order only because 13/04/2020 was.
            if (chosen == null || !shape(pattern).equals(shape(chosen))) {
                compiled.add(compile(pattern));
            }
        }
        this.patterns = List.copyOf(compiled);
        this.zone = zone;
    }

    /** The moment that a cell which is not blank names; null when it names none. */
    @Nullable
    Instant parse(String cell) {
        for (DatePattern pattern : patterns) {
            Instant instant = pattern.parse(cell, zone);
            if (instant != null) {
                return instant;
            }
        }
        return null;
    }

    /** The patterns that read the most of these cells, in the platform's order: one unless two read all alike. */
    static List<String> bestOf(List<String> all, List<String> cells, ZoneId zone) {
        int most = 1;
        List<String> best = new ArrayList<>();
        int step = 1 + cells.size() / MAX_SAMPLE;
        List<String> some = IntStream.range(0, cells.size() / step)
                .mapToObj(i -> cells.get(i * step))
                .toList();
        for (String name : all) {
            DatePattern pattern = compile(name);
            int read = (int) some.stream()
                    .filter(cell -> pattern.parse(cell, zone) != null)
                    .count();
            if (read > most) {
                best.clear();
                most = read;
            }
            if (read == most && (best.isEmpty() || shape(name).equals(shape(best.get(0))))) {
                best.add(name);
            }
        }
        return best;
    }

    /** Formatters are dear to build, and a mapper is built for every chunk. */
    private static DatePattern compile(String pattern) {
        return COMPILED.computeIfAbsent(pattern, DatePattern::of);
    }

    private static String shape(String pattern) {
        return pattern.replaceAll("[A-Za-z]", "9");
    }

    /** Why a platform's file may not name this pattern; null if it may. */
    static @Nullable String faultOf(String pattern) {
        try {
            DatePattern.of(pattern);
            boolean whole = pattern.equals(DatePattern.ISO) || (pattern.contains("d") && pattern.contains("M"));
            return whole ? null : "a date pattern needs a day and a month";
        } catch (IllegalArgumentException e) {
            return "not a date pattern: " + e.getMessage();
        }
    }
}
