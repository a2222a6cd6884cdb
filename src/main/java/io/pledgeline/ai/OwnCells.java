package io.pledgeline.ai;

import io.pledgeline.platform.Wording;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Knows what stands in the cells of one row, to tell what a model read there from what it made up or took from another
 * row.
 */
final class OwnCells {

    private static final Pattern EMAIL = Pattern.compile("[^\\s<>(),;:\"'\\[\\]|/]+@[^\\s<>(),;:\"'\\[\\]|/]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern PHONE = Pattern.compile("\\d[\\d\\s()./+-]*");
    /** Digits with marks between them; a blank is one only before three digits. */
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,'’]\\d+|[\\s]\\d{3}(?!\\d))*");

    private static final int MARKLESS_DATE = 6;
    private static final int STEM = 3;

    private final String raw;
    private final String text;
    private final Set<String> emails;
    private final Set<String> words;
    private final Set<String> numbers;
    private final Set<String> phones;

    OwnCells(List<String> cells) {
        raw = String.join("\n", cells);
        text = fold(raw);
        emails = all(EMAIL, text).stream()
                .map(address -> address.replaceAll("[.!?]+$", ""))
                .collect(Collectors.toSet());
        words = all(WORD, text);
        numbers = all(NUMBER, text);
        phones = digits(all(PHONE, text));
    }

    /** Whether the answer to a field may have been read in these cells. */
    boolean hold(String field, String value) {
        return switch (field) {
            case "backer.email" -> emails.contains(fold(value));
            case "backer.name", "address.name", "address.postalCode", "item.sku" -> holdWords(value);
            case "address.phone" -> holdPhone(value);
            case "address.address1", "address.address2" -> holdNumbersOf(value) && holdStems(value);
            case "pledge.currency" -> Wording.saysCurrency(raw, value);
            case "backer.country" -> Wording.saysCountry(raw, value);
            case "address.city", "address.state", "reward.name", "item.name", "pledge.status" -> holdStems(value);
            case "pledge.pledgedAt" -> holdDate(value);
            default -> true;
        };
    }

    /** Whether the amount stands here, however it is written. */
    boolean hold(BigDecimal amount) {
        return numbers.stream().anyMatch(number -> amount.compareTo(amount(number)) == 0);
    }

    /** A mark before the last one or two digits is the decimal mark, any other one is between thousands. */
    private static BigDecimal amount(String number) {
        int last = number.replaceAll("\\D", " ").lastIndexOf(' ');
        boolean decimals = last >= 0 && last >= number.length() - 3;
        String whole = (decimals ? number.substring(0, last) : number).replaceAll("\\D", "");
        return new BigDecimal(decimals ? whole + "." + number.substring(last + 1) : whole);
    }

    /** Whether a number of pieces stands here, in digits or as a word; one is also meant where no other stands. */
    boolean hold(int quantity) {
        return says(quantity)
                || (quantity == 1 && IntStream.rangeClosed(2, NumberWords.MOST).noneMatch(this::says));
    }

    private boolean says(int quantity) {
        return numbers.contains(Integer.toString(quantity)) || NumberWords.say(words, quantity);
    }

    /** Whether more stands here than "n/a" or "thanks": something with digits or an e-mail address. */
    boolean sayFacts() {
        return !numbers.isEmpty() || !emails.isEmpty();
    }

    private boolean holdWords(String value) {
        Set<String> said = all(WORD, fold(value));
        return said.isEmpty()
                ? text.contains(fold(value))
                : said.stream().allMatch(word -> words.contains(word) || (isIdeographic(word) && text.contains(word)));
    }

    private boolean holdNumbersOf(String value) {
        return all(WORD, fold(value)).stream()
                .filter(word -> word.chars().anyMatch(Character::isDigit))
                .allMatch(words::contains);
    }

    private boolean holdPhone(String value) {
        String said = fold(value).replaceAll("\\D", "");
        return !said.isEmpty() && phones.stream().anyMatch(phone -> phone.contains(said));
    }

    /** Whether one of the words stands here, perhaps with another ending; a number is none where there are others. */
    private boolean holdStems(String value) {
        Set<String> said = all(WORD, fold(value));
        Set<String> named = said.stream()
                .filter(word -> word.chars().anyMatch(Character::isLetter))
                .collect(Collectors.toSet());
        return said.isEmpty() || (named.isEmpty() ? said : named).stream().anyMatch(this::holdStem);
    }

    private boolean holdStem(String word) {
        if (isIdeographic(word)) {
            return text.contains(word.substring(0, word.offsetByCodePoints(0, 1)));
        }
        return word.length() < STEM
                ? words.contains(word)
                : words.stream().anyMatch(own -> own.length() >= STEM && own.startsWith(word.substring(0, STEM)));
    }

    /** The day and the year have to be said; a month may be a word. */
    private boolean holdDate(String value) {
        if (!value.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            // No date: whoever reads the row says so.
            return true;
        }
        String year = value.substring(0, 4);
        return holdDatePart(year, year.substring(2)) && holdDatePart(value.substring(8, 10), value.substring(8, 10));
    }

    private boolean holdDatePart(String part, String inShort) {
        return all(Pattern.compile("\\d+"), text).stream()
                .anyMatch(own -> own.equals(part)
                        || own.equals(inShort)
                        || own.equals(withoutZeros(part))
                        || (own.length() >= MARKLESS_DATE && own.contains(inShort)));
    }

    private static boolean isIdeographic(String word) {
        return word.codePoints()
                .anyMatch(c -> Character.isIdeographic(c)
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA);
    }

    private static Set<String> digits(Set<String> tokens) {
        return tokens.stream().map(token -> token.replaceAll("\\D", "")).collect(Collectors.toSet());
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** In lower case, without accents, digits as ASCII has them. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
