package io.pledgeline.platform;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether free text names a currency or a country, however it does: by code, symbol or name. */
public final class Wording {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}\\p{Sc}.'’&-]+");
    private static final Pattern NO_SYMBOL = Pattern.compile("[^\\p{Sc}]+");
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, new Locale("es"), Locale.ITALIAN, new Locale("nl"));
    /** Words of a country's name. */
    private static final int LONGEST_NAME = 6;
    /** In lower case codes are words: "in", "is", "and". */
    private static final int LONGEST_CODE = 3;

    private static final int STEM = 4;
    private static final Set<String> SHORT_NAMES = Set.of("YEN", "WON");

    private Wording() {}

    /** Whether the text names the currency, or a symbol or word that it shares with others. */
    public static boolean saysCurrency(String text, String currency) {
        String code = Currencies.of(Texts.trim(currency));
        List<String> tokens = tokens(text);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String pair = i + 1 < tokens.size() ? token + tokens.get(i + 1) : token;
            for (String said : List.of(token, pair, NO_SYMBOL.matcher(token).replaceAll(""))) {
                if (code == null ? said.equalsIgnoreCase(currency) : isSame(code, said)) {
                    return true;
                }
            }
            if (code != null && isNameOf(code, token)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String code, String said) {
        String other = said.isEmpty() ? null : Currencies.of(said);
        return other != null && Currencies.merge(code, other) != null;
    }

    private static boolean isNameOf(String code, String token) {
        String word = token.toUpperCase(Locale.ROOT);
        if (!Currencies.isIso(code) || (word.length() < STEM && !SHORT_NAMES.contains(word))) {
            return false;
        }
        Currency currency = Currency.getInstance(code);
        return LANGUAGES.stream()
                .flatMap(language -> tokens(currency.getDisplayName(language).toUpperCase(language)).stream())
                .anyMatch(name -> name.equals(word)
                        || (name.length() >= STEM
                                && name.startsWith(word.substring(0, STEM))
                                && Math.abs(name.length() - word.length()) <= 2));
    }

    /** Whether the text names the country. */
    public static boolean saysCountry(String text, String country) {
        String code = Countries.codeOf(Texts.trim(country));
        List<String> tokens = tokens(text);
        for (int from = 0; from < tokens.size(); from++) {
            for (int to = from + 1; to <= Math.min(tokens.size(), from + LONGEST_NAME); to++) {
                String said = String.join(" ", tokens.subList(from, to));
                if (code == null ? said.equalsIgnoreCase(country.strip()) : code.equals(country(said))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String country(String said) {
        boolean isWord = said.length() <= LONGEST_CODE && !said.equals(said.toUpperCase(Locale.ROOT));
        return isWord ? null : Countries.codeOf(said);
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(token -> token.replaceAll("^[.'’&-]+|[.'’&-]+$", ""))
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
