package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of pieces are read as what was written, and nothing else is taken for one. */
class QuantityPropertyTest {
    private static final List<String> BEFORE = List.of("", "", "x", "X ", "× ", "x\u00A0");
    private static final List<String> AFTER = List.of("", "", "x", " x", " X", "\u00A0×");
    private static final List<String> ZEROS = List.of("", "", ".0", ".00", ",0", ",00");

    @Test
    void readsWhatWasWritten() {
        Seeded.run(20_000, (random, seed) -> {
            int pieces = random.nextInt((int) Math.pow(10, 1 + random.nextInt(9)));
            String before = Seeded.oneOf(random, BEFORE);
            String after = before.isEmpty() ? Seeded.oneOf(random, AFTER) : "";
            String cell = before + pieces + Seeded.oneOf(random, ZEROS) + after;
            assertThat(Quantities.parse(cell)).as("%s: %s", seed, cell).isEqualTo(pieces);
        });
    }

    @Test
    void takesNothingElseForANumberOfPieces() {
        Seeded.run(20_000, (random, seed) -> {
            String cell = random.nextBoolean() ? noise(random) : nearly(random);
            int pieces = Quantities.parse(cell);
            if (pieces >= 0) {
                String digits = cell.replaceAll("[xX×\\s]", "").replaceAll("[.,]0{1,2}$", "");
                assertThat(digits).as("%s: %s", seed, cell).matches("\\d{1,9}");
                assertThat(pieces).as("%s: %s", seed, cell).isEqualTo(Integer.parseInt(digits));
            }
        });
    }

    private static String nearly(Random random) {
        String sign = Seeded.oneOf(random, List.of("", "", "-", "+", "x", "."));
        String mark = Seeded.oneOf(random, List.of("", ".", ",", "'", " "));
        String end = Seeded.oneOf(random, List.of("", "", "5", "x", "e1"));
        return sign + random.nextInt(2000) + mark + "0".repeat(random.nextInt(5)) + end;
    }

    private static String noise(Random random) {
        String alphabet = "001234567899.,xX× -+e";
        StringBuilder cell = new StringBuilder();
        int length = 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            cell.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        String trimmed = Texts.trim(cell.toString());
        return trimmed.isEmpty() ? "0" : trimmed;
    }
}
