package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Dates that are written in any pattern of any platform are read as what they were. */
class DatePropertyTest {
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("America/New_York"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Australia/Lord_Howe"));
    private static final List<String> ISO_FORMS = List.of(
            "uuuu-MM-dd",
            "uuuu-MM-dd'T'HH:mm",
            "uuuu-MM-dd HH:mm:ss",
            "uuuu-MM-dd'T'HH:mm:ssXXX",
            "uuuu-MM-dd HH:mm:ss XX");
    private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> PATTERNS = patterns();

    @Test
    void readsWhatWasWritten() {
        Seeded.run(20_000, (random, seed) -> {
            List<String> all = anyPatterns(random);
            String pattern = Seeded.oneOf(random, all);
            ZoneId zone = Seeded.oneOf(random, ZONES);
            Written written = Written.any(random, pattern, zone);
            assertThat(new DateFormats(all, pattern, zone).parse(written.cell))
                    .as("%s: %s as %s in %s", seed, written.cell, pattern, zone)
                    .isEqualTo(written.moment);
        });
    }

    @Test
    void readsAColumnAsItWasWrittenOrSaysThatItsOrderIsAssumed() {
        Seeded.run(2_000, (random, seed) -> {
            List<String> all = anyPatterns(random);
            String pattern = Seeded.oneOf(random, all);
            ZoneId zone = Seeded.oneOf(random, ZONES);
            List<Written> column = new ArrayList<>();
            for (int rows = 1 + random.nextInt(8); rows > 0; rows--) {
                column.add(Written.any(random, pattern, zone));
            }
            List<String> best =
                    DateFormats.bestOf(all, column.stream().map(Written::cell).toList(), zone);

            assertThat(best).as("%s: %s", seed, column).isNotEmpty();
            if (best.size() == 1) {
                DateFormats formats = new DateFormats(all, best.get(0), zone);
                assertThat(column)
                        .as("%s: written as %s, read as %s in %s", seed, pattern, best, zone)
                        .allSatisfy(written ->
                                assertThat(formats.parse(written.cell)).isEqualTo(written.moment));
            }
        });
    }

    /** A cell and the moment that it names. */
    private record Written(String cell, Instant moment) {
        static Written any(Random random, String pattern, ZoneId zone) {
            String form = pattern.equals(DatePattern.ISO) ? Seeded.oneOf(random, ISO_FORMS) : pattern.replace('y', 'u');
            // The letters of a zone, such as CST, may mean several.
            boolean letters = form.contains("z");
            boolean offset = letters || form.contains("X") || form.contains("Z");
            long seconds = (long) (random.nextDouble() * 2_000_000_000L);
            ZonedDateTime at = Instant.ofEpochSecond(seconds)
                    .atZone(letters ? ZoneOffset.UTC : offset ? Seeded.oneOf(random, ZONES) : zone);
            String shown = withOptionals(form, random);
            ZonedDateTime kept = at.truncatedTo(shown.contains("s") ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
            LocalDateTime local = shown.contains("m")
                    ? kept.toLocalDateTime()
                    : LocalDateTime.of(kept.toLocalDate(), LocalTime.MIDNIGHT);
            String cell = (letters ? kept.withZoneSameLocal(ZoneId.of("UTC")) : kept)
                    .format(FORMATTERS.computeIfAbsent(
                            shown, form0 -> DateTimeFormatter.ofPattern(form0, Locale.ENGLISH)));
            return new Written(
                    cell, offset ? kept.toInstant() : local.atZone(zone).toInstant());
        }

        /** The pattern with each optional part either said or left out. */
        private static String withOptionals(String form, Random random) {
            String shown = form;
            while (shown.indexOf('[') >= 0) {
                int from = shown.lastIndexOf('[');
                int to = shown.indexOf(']', from);
                String part = random.nextBoolean() ? shown.substring(from + 1, to) : "";
                shown = shown.substring(0, from) + part + shown.substring(to + 1);
            }
            return shown;
        }
    }

    private static List<String> anyPatterns(Random random) {
        return Seeded.oneOf(
                random,
                PATTERNS.values().stream().filter(dates -> !dates.isEmpty()).toList());
    }

    private static Map<String, List<String>> patterns() {
        Platforms platforms = new Platforms(Path.of("routes/platforms"));
        Map<String, List<String>> patterns = new java.util.TreeMap<>();
        for (String name : platforms.names()) {
            CampaignSettings utc = new CampaignSettings(ZoneOffset.UTC, null);
            patterns.put(
                    name, platforms.resolve(name, List.of(), List.of(), utc).dates());
        }
        return patterns;
    }
}
