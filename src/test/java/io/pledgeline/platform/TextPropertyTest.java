package io.pledgeline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts come back from what spreadsheets wrap around them, and headers meet however they are spaced and cased. */
class TextPropertyTest {
    private static final List<String> SPACES = List.of("", "", " ", "  ", "\t", "\u00A0", "\n", "\u3000");

    @Test
    void unwrapsWhatASpreadsheetMustNotChange() {
        Seeded.run(20_000, (random, seed) -> {
            String text = Texts.trim(text(random, "0123456789AZaz-=\"é漢 "));
            String cell = space(random) + "=\"" + space(random) + text + space(random) + "\"" + space(random);
            assertThat(Texts.trim(cell)).as("%s: %s", seed, cell).isEqualTo(text);
            assertThat(Texts.trim(space(random) + text + space(random)))
                    .as(seed)
                    .isEqualTo(text);
        });
    }

    @Test
    void comparesHeadersWithoutMarkSpacesAndCase() {
        Seeded.run(20_000, (random, seed) -> {
            String header = text(random, "abcXYZäÖßñçİı漢_-/?  .\u00A0");
            String folded = Texts.fold(header);
            String spaced = "\uFEFF" + space(random) + header.replace(" ", "  ") + space(random);
            assertThat(Texts.fold(spaced)).as("%s: %s", seed, header).isEqualTo(folded);
            assertThat(Texts.fold(header.toUpperCase(Locale.ROOT)))
                    .as("%s: %s", seed, header)
                    .isEqualTo(folded);
            assertThat(Texts.fold(folded)).as("%s: %s", seed, header).isEqualTo(folded);
        });
    }

    @Test
    void storesEveryHeaderAndChangesNoneThatCanBeStored() {
        Seeded.run(20_000, (random, seed) -> {
            String header = text(random, "aé漢\0\uD83D\uDE00");
            String stored = Texts.storableHeader(header);
            assertThat(Texts.hasUnstorable(stored)).as("%s: %s", seed, header).isFalse();
            assertThat(stored).as("%s: %s", seed, header).hasSameSizeAs(header);
            if (!Texts.hasUnstorable(header)) {
                assertThat(stored).as("%s: %s", seed, header).isEqualTo(header);
            }
        });
    }

    private static String space(Random random) {
        return Seeded.oneOf(random, SPACES);
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
