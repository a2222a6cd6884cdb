package io.pledgeline.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Knows countries by ISO 3166-1 code of two or three letters, by the aliases of a resource, and by name in English,
 * German, French, Spanish, Italian and Dutch.
 */
final class Countries {
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, new Locale("es"), Locale.ITALIAN, new Locale("nl"));
    private static final Map<String, String> EXACT = new HashMap<>();
    private static final Map<String, String> FOLDED = new HashMap<>();

    static {
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            put(code, code);
            for (Locale language : LANGUAGES) {
                put(country.getDisplayCountry(language), code);
            }
            try {
                put(country.getISO3Country(), code);
            } catch (MissingResourceException e) {
                // Some codes have two letters only.
            }
        }
        Properties aliases = new Properties();
        try (InputStream in = Countries.class.getResourceAsStream("/platform/countries.properties")) {
            aliases.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        aliases.forEach((code, names) -> {
            for (String name : names.toString().split("\\|", -1)) {
                put(name.strip(), code.toString());
            }
        });
    }

    private Countries() {}

    /** The code of two letters, null for an unknown country. */
    static @Nullable String codeOf(String cell) {
        String code = EXACT.get(cell);
        return code != null ? code : FOLDED.get(Texts.foldName(cell));
    }

    private static void put(String name, String code) {
        EXACT.put(name, code);
        FOLDED.put(Texts.foldName(name), code);
    }
}
