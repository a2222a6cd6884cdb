package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Amounts that are written as a country writes them are read as what they were. */
class MoneyPropertyTest {
    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("", "none"),
            Map.entry("$", "$"),
            Map.entry("CA$", "CAD"),
            Map.entry("US $", "USD"),
            Map.entry("€", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("SEK", "SEK"),
            Map.entry("eur", "EUR"),
            Map.entry("kr.", "kr"),
            Map.entry("zł", "PLN"),
            Map.entry("CHF", "CHF"));
    private static final List<String> TOKENS =
            CURRENCIES.keySet().stream().sorted().toList();
    private static final List<String> GAPS = List.of("", " ", "\u00A0", "\u202F");

    /** How a column is written: its decimal mark and what groups its thousands, if anything. */
    private record Convention(char decimal, String group) {
        static Convention any(Random random) {
            return Seeded.oneOf(
                    random,
                    List.of(
                            new Convention('.', ""),
                            new Convention('.', ","),
                            new Convention('.', "'"),
                            new Convention('.', " "),
                            new Convention(',', ""),
                            new Convention(',', "."),
                            new Convention(',', "’"),
                            new Convention(',', "\u00A0"),
                            new Convention(',', "\u202F")));
        }

        String write(long cents, int decimals) {
            String whole = Long.toString(cents / 100);
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < whole.length(); i++) {
                if (i > 0 && (whole.length() - i) % 3 == 0) {
                    out.append(group);
                }
                out.append(whole.charAt(i));
            }
            String fraction = String.format("%02d", cents % 100).substring(0, decimals);
            return decimals == 0
                    ? out.toString()
                    : out.append(decimal).append(fraction).toString();
        }
    }

    @Test
    void readsWhatWasWrittenInAKnownConvention() {
        Seeded.run(20_000, (random, seed) -> {
            Convention convention = Convention.any(random);
            long cents = cents(random);
            String token = Seeded.oneOf(random, TOKENS);
            String gap = Seeded.oneOf(random, GAPS);
            String number = convention.write(cents, decimals(cents, random));
            String minus = random.nextInt(5) == 0 ? Seeded.oneOf(random, List.of("-", "\u2212")) : "";
            String cell = random.nextBoolean() ? minus + token + gap + number : minus + number + gap + token;

            Money money = new MoneyFormat(convention.decimal).parse(cell);

            BigDecimal amount = BigDecimal.valueOf(minus.isEmpty() ? cents : -cents, 2);
            assertThat(money.fault()).as("%s: %s", seed, cell).isNull();
            assertThat(money.amount()).as("%s: %s", seed, cell).isEqualTo(amount);
            assertThat(money.currency() == null ? "none" : money.currency())
                    .as("%s: %s", seed, cell)
                    .isEqualTo(CURRENCIES.get(token));
        });
    }

    @Test
    void neverReadsAnotherAmountFromAColumnWhoseConventionItMustFind() {
        Seeded.run(5_000, (random, seed) -> {
            Convention convention = Convention.any(random);
            List<Long> column = Stream.generate(() -> cents(random))
                    .limit(1 + random.nextInt(6))
                    .toList();
            List<String> cells = column.stream()
                    .map(cents -> convention.write(cents, decimals(cents, random)))
                    .toList();

            char decimal = MoneyFormat.decimalOf(cells);

            assertThat(decimal)
                    .as("%s: %s", seed, cells)
                    .matches(found -> found == MoneyFormat.OPEN || found == convention.decimal);
            for (int i = 0; i < cells.size(); i++) {
                Money money = new MoneyFormat(decimal).parse(cells.get(i));
                BigDecimal amount = BigDecimal.valueOf(column.get(i), 2);
                assertThat(money)
                        .as("%s: %s of %s", seed, cells.get(i), cells)
                        .matches(read -> read.fault() == null
                                ? amount.equals(read.amount())
                                : decimal == MoneyFormat.OPEN && read.fault() == Fault.AMBIGUOUS_NUMBER);
            }
        });
    }

    @Test
    void neverThrows() {
        String alphabet = "0123456789.,'’ \u00A0-−$€krKSEKUSD()+%E";
        Seeded.run(20_000, (random, seed) -> {
            StringBuilder cell = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Money money =
                    new MoneyFormat(Seeded.oneOf(random, List.of('.', ',', MoneyFormat.OPEN))).parse(cell.toString());
            assertThat(money.amount() == null).as("%s: %s", seed, cell).isEqualTo(money.fault() != null);
        });
    }

    /** Amounts of every length up to twelve digits before the mark. */
    private static long cents(Random random) {
        long bound = 1;
        for (int digits = random.nextInt(15); digits > 0; digits--) {
            bound *= 10;
        }
        return (long) (random.nextDouble() * bound);
    }

    /** As few decimals as the amount allows, or more. */
    private static int decimals(long cents, Random random) {
        int least = cents % 100 == 0 ? 0 : cents % 10 == 0 ? 1 : 2;
        return least + random.nextInt(3 - least);
    }
}
