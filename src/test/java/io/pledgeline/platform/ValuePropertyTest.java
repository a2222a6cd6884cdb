package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values come back from whatever spelling a platform or a spreadsheet gives them. */
class ValuePropertyTest {

    private static final int VALUES = 20_000;
    private static final Platforms PLATFORMS = new Platforms(Path.of("routes/platforms"));

    /** What stands before and behind an amount, and the currency that it means. */
    private static final String[][] CURRENCIES = {
        {"$", "", "$"},
        {"$", " USD", "USD"},
        {"SEK ", "", "SEK"},
        {"CA$ ", "", "CAD"},
        {"AU$", "", "AUD"},
        {"£", "", "GBP"},
        {"", " €", "EUR"},
        {"€", "", "EUR"},
        {"", "\u00A0€", "EUR"},
        {"", " eur", "EUR"},
        {"", "", null}
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {". | ,", ", | .", ". | \"'\"", ", | \" \"", ", | \"\u202F\""})
    void anAmountComesBack(char mark, String group) {
        for (int seed = 0; seed < VALUES; seed++) {
            Random random = new Random(seed);
            long cents = Math.floorMod(random.nextLong(), (long) Math.pow(10, 1 + random.nextInt(14)));
            boolean negative = random.nextInt(10) == 0;
            boolean whole = random.nextInt(4) == 0;
            BigDecimal amount = BigDecimal.valueOf(whole ? cents - cents % 100 : cents, 2);
            String[] currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
            String digits = digits(amount, mark, random.nextBoolean() ? group : "", whole);
            String cell =
                    (random.nextInt(5) == 0 ? " " : "") + (negative ? "-" : "") + currency[0] + digits + currency[1];

            assertThat(new MoneyFormat(mark).parse(cell))
                    .as("seed %d: <%s>", seed, cell)
                    .isEqualTo(Money.of(negative && amount.signum() > 0 ? amount.negate() : amount, currency[2]));
        }
    }

    private static String digits(BigDecimal amount, char mark, String group, boolean whole) {
        String plain = amount.toPlainString();
        String integer = plain.substring(0, plain.length() - 3).replaceAll("(?<=\\d)(?=(\\d{3})+$)", group);
        return whole ? integer : integer + mark + plain.substring(plain.length() - 2);
    }

    /** One amount with cents in a column proves the mark for those that could be read both ways. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {". | ,", ", | ."})
    void aColumnOfAmountsComesBack(char mark, String group) {
        for (int seed = 0; seed < VALUES / 20; seed++) {
            Random random = new Random(seed);
            List<BigDecimal> amounts = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                boolean whole = i > 0 && random.nextBoolean();
                long cents = random.nextInt(1 << 1 + random.nextInt(30));
                amounts.add(BigDecimal.valueOf(whole ? cents - cents % 100 : cents, 2));
                cells.add(digits(amounts.get(i), mark, group, whole));
            }
            MoneyFormat format = new MoneyFormat(MoneyFormat.decimalOf(cells));
            assertThat(cells.stream().map(cell -> format.parse(cell).amount()))
                    .as("seed %d: %s", seed, cells)
                    .isEqualTo(amounts);
        }
    }

    /** Every pattern of the platforms, written by Java's own formatter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy/MM/dd, HH:mm",
                "yyyy/MM/dd, HH:mm:ss",
                "yyyy/MM/dd HH:mm",
                "yyyy/MM/dd",
                "yyyy-MM-dd HH:mm:ss Z",
                "yyyy-MM-dd HH:mm:ss",
                "yyyy-MM-dd",
                "yyyy-MM-dd'T'HH:mm:ssXXX"
            })
    void aDateComesBack(String pattern) {
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        List<ZoneId> zones = List.of(
                ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));
        int compared = 0;
        for (String platform : List.of("kickstarter", "indiegogo", "backerkit", "gamefound")) {
            for (int seed = 0; seed < 300; seed++) {
                Random random = new Random(seed);
                ZoneId zone = zones.get(random.nextInt(zones.size()));
                ZonedDateTime moment = LocalDateTime.of(2009, 1, 1, 0, 0)
                        .plusSeconds(Math.floorMod(random.nextLong(), 20L * 365 * 24 * 3600))
                        .atZone(zone);
                List<String> patterns = patterns(platform, zone);
                String cell = writer.format(moment);
                if (!patterns.contains(pattern) && !pattern.contains("'T'")) {
                    continue;
                }
                // Of an hour that comes twice when the clocks go back, a cell without an offset means the first.
                ZonedDateTime said = moment.truncatedTo(unit(pattern));
                Instant expected = (hasOffset(pattern) ? said : said.withEarlierOffsetAtOverlap()).toInstant();
                assertThat(new DateFormats(patterns, null, zone).parse(cell))
                        .as("%s, seed %d in %s: <%s>", platform, seed, zone, cell)
                        .isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private static List<String> patterns(String platform, ZoneId zone) {
        return PLATFORMS
                .resolve(platform, List.of(), List.of(), new CampaignSettings(zone, null))
                .dates();
    }

    private static ChronoUnit unit(String pattern) {
        return pattern.contains("ss")
                ? ChronoUnit.SECONDS
                : pattern.contains("HH") ? ChronoUnit.MINUTES : ChronoUnit.DAYS;
    }

    private static boolean hasOffset(String pattern) {
        return pattern.endsWith("Z") || pattern.endsWith("XXX");
    }
}
