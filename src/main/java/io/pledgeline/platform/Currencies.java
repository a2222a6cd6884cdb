package io.pledgeline.platform;

import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows what stands before or after an amount: ISO 4217 codes and symbols, some of which several countries share. */
final class Currencies {
    /** Shared symbols; which currency they mean depends on the campaign. */
    static final String DOLLAR = "$";

    static final String KRONE = "kr";
    static final String YEN = "¥";

    private static final Set<String> ISO = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, Set<String>> SHARED = Map.of(
            DOLLAR,
            Set.of(
                    "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "JMD", "BBD", "BSD", "BMD", "FJD", "TTD",
                    "XCD"),
            KRONE,
            Set.of("SEK", "NOK", "DKK", "ISK"),
            YEN,
            Set.of("JPY", "CNY"));

    private static final Map<String, String> TOKENS = tokens();

    private Currencies() {}

    static boolean isIso(String code) {
        return ISO.contains(code);
    }

    static boolean isDollar(@Nullable String code) {
        return code != null && fits(code, DOLLAR);
    }

    /** The ISO code or shared symbol of a token such as {@code CA$}, {@code sek} or {@code US $}; null if unknown. */
    static @Nullable String of(String token) {
        String known = TOKENS.get(token);
        if (known != null) {
            return known;
        }
        StringBuilder squeezed = new StringBuilder(token.length());
        token.chars().filter(c -> !Texts.isSpace((char) c)).forEach(c -> squeezed.append((char) c));
        String upper = squeezed.toString().toUpperCase(Locale.ROOT);
        known = TOKENS.get(upper);
        if (known == null && upper.length() > 3 && ISO.contains(upper.substring(0, 3))) {
            String rest = TOKENS.get(upper.substring(3));
            known = rest == null ? null : merge(upper.substring(0, 3), rest);
        }
        return known;
    }

    /** What two tokens of one cell say together; null when they contradict each other. */
    static @Nullable String merge(@Nullable String one, @Nullable String other) {
        if (one == null || one.equals(other)) {
            return other;
        }
        if (other == null || fits(one, other)) {
            return one;
        }
        return fits(other, one) ? other : null;
    }

    private static boolean fits(String code, String shared) {
        return SHARED.getOrDefault(shared, Set.of()).contains(code);
    }

    /** The currency that a shared symbol means here; null when that cannot be said. */
    static @Nullable String settle(String codeOrSymbol, @Nullable String campaign, String dollar) {
        return switch (codeOrSymbol) {
            case DOLLAR -> dollar;
            case KRONE -> campaign != null && fits(campaign, KRONE) ? campaign : null;
            case YEN -> campaign != null && fits(campaign, YEN) ? campaign : "JPY";
            default -> codeOrSymbol;
        };
    }

    private static Map<String, String> tokens() {
        Map<String, String> tokens = new HashMap<>();
        ISO.forEach(code -> tokens.put(code, code));
        String symbols =
                "$ $,US$ USD,U$ USD,CA$ CAD,C$ CAD,CAN$ CAD,CDN$ CAD,AU$ AUD,A$ AUD,NZ$ NZD,HK$ HKD,S$ SGD,SG$ SGD,"
                        + "MX$ MXN,MEX$ MXN,NT$ TWD,R$ BRL,£ GBP,€ EUR,EURO EUR,¥ ¥,￥ ¥,JP¥ JPY,CN¥ CNY,KR kr,KR. kr,DKR. DKK,DKR DKK,"
                        + "NKR NOK,SKR SEK,FR. CHF,FR CHF,SFR. CHF,SFR CHF,ZŁ PLN,KČ CZK,FT HUF,₩ KRW,₹ INR,₪ ILS,₺ TRY,₽ RUB,"
                        + "₱ PHP,฿ THB,₫ VND,₴ UAH";
        for (String pair : symbols.split(",", -1)) {
            tokens.put(pair.substring(0, pair.indexOf(' ')), pair.substring(pair.indexOf(' ') + 1));
        }
        return Map.copyOf(tokens);
    }
}
