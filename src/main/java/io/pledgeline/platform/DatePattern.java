package io.pledgeline.platform;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates of one pattern, strictly: there is no 31 February. */
interface DatePattern {
    /** The name that stands for ISO-8601: a date, a local time or a moment. */
    String ISO = "ISO";

    /** The moment that the text names, null when it is not of this pattern. */
    @Nullable
    Instant parse(String text, ZoneId zone);

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    static DatePattern of(String pattern) {
        if (pattern.equals(ISO)) {
            DateTimeFormatterBuilder iso = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][ ]")
                    .optionalStart()
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[ ][XXX][XX][X]");
            DatePattern any = formatted(iso.toFormatter(Locale.ENGLISH));
            return (text, zone) -> text.length() == 10 || (text.length() >= 16 && "Tt ".indexOf(text.charAt(10)) >= 0)
                    ? any.parse(text, zone)
                    : null;
        }
        // The "year of era" of "yyyy" is not a date without an era when reading strictly.
        String strict = pattern.replace('y', 'u');
        return Digits.canRead(pattern)
                ? new Digits(pattern)
                : formatted(new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(strict)
                        .toFormatter(Locale.ENGLISH));
    }

    private static DatePattern formatted(DateTimeFormatter lenient) {
        DateTimeFormatter formatter = lenient.withResolverStyle(ResolverStyle.STRICT);
        TemporalQuery<?>[] kinds = {ZonedDateTime::from, LocalDateTime::from, LocalDate::from};
        return (text, zone) -> {
            // Only a text of the right shape may cost an exception.
            ParsePosition end = new ParsePosition(0);
            if (formatter.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
                return null;
            }
            try {
                TemporalAccessor parsed = formatter.parseBest(text, kinds);
                return parsed instanceof ZonedDateTime moment
                        ? moment.toInstant()
                        : parsed instanceof LocalDateTime local
                                ? local.atZone(zone).toInstant()
                                : ((LocalDate) parsed).atStartOfDay(zone).toInstant();
            } catch (DateTimeException e) {
                return null;
            }
        };
    }

    /** The fast form for patterns of digits alone, such as {@code yyyy/MM/dd, HH:mm}. */
    record Digits(String pattern) implements DatePattern {
        static boolean canRead(String pattern) {
            String rest =
                    pattern.replaceFirst("yyyy", "").replaceFirst("MM", "").replaceFirst("dd", "");
            rest = rest.replaceFirst("HH", "").replaceFirst("mm", "").replaceFirst("ss", "");
            return pattern.contains("yyyy")
                    && pattern.contains("MM")
                    && pattern.contains("dd")
                    && rest.chars().noneMatch(c -> Character.isLetter(c) || c == '\'' || c == '[' || c == '#');
        }

        @Override
        public @Nullable Instant parse(String text, ZoneId zone) {
            if (text.length() != pattern.length()) {
                return null;
            }
            int year = 0;
            int month = 0;
            int day = 0;
            int hour = 0;
            int minute = 0;
            int second = 0;
            for (int i = 0; i < text.length(); i++) {
                char kind = pattern.charAt(i);
                int digit = text.charAt(i) - '0';
                if (Character.isLetter(kind) ? digit < 0 || digit > 9 : text.charAt(i) != kind) {
                    return null;
                }
                switch (kind) {
                    case 'y' -> year = year * 10 + digit;
                    case 'M' -> month = month * 10 + digit;
                    case 'd' -> day = day * 10 + digit;
                    case 'H' -> hour = hour * 10 + digit;
                    case 'm' -> minute = minute * 10 + digit;
                    case 's' -> second = second * 10 + digit;
                    default -> {}
                }
            }
            if (year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
                return null;
            }
            if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
                return null;
            }
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second);
            return Instant.ofEpochSecond(local.toEpochSecond(zone.getRules().getOffset(local)));
        }
    }
}
