package io.pledgeline.ai;

import java.util.List;
import java.util.Set;

/** Knows small numbers in words, in the languages of the imports. */
final class NumberWords {

    /** A dozen. */
    static final int MOST = 12;

    /** As {@link OwnCells} folds them: in lower case, without accents. */
    private static final List<Set<String>> WORDS = List.of(
            Set.of(),
            Set.of("one", "a", "an", "ein", "eine", "einen", "einer", "eins", "un", "une", "una", "uno", "een", "一"),
            Set.of(
                    "two", "both", "pair", "couple", "zwei", "zwo", "beide", "deux", "dos", "due", "twee", "二", "两",
                    "兩"),
            Set.of("three", "drei", "trois", "tres", "tre", "drie", "三"),
            Set.of("four", "vier", "quatre", "cuatro", "quattro", "四"),
            Set.of("five", "funf", "fuenf", "cinq", "cinco", "cinque", "vijf", "五"),
            Set.of("six", "sechs", "seis", "sei", "zes", "六"),
            Set.of("seven", "sieben", "sept", "siete", "sette", "zeven", "七"),
            Set.of("eight", "acht", "huit", "ocho", "otto", "八"),
            Set.of("nine", "neun", "neuf", "nueve", "nove", "negen", "九"),
            Set.of("ten", "zehn", "dix", "diez", "dieci", "tien", "十"),
            Set.of("eleven", "elf", "onze", "once", "undici"),
            Set.of(
                    "twelve",
                    "dozen",
                    "zwolf",
                    "zwoelf",
                    "dutzend",
                    "douze",
                    "douzaine",
                    "doce",
                    "docena",
                    "dodici",
                    "twaalf"));

    private NumberWords() {}

    /** Whether one of the words is this number, or begins with it where words are not set apart. */
    static boolean say(Set<String> words, int number) {
        return number < WORDS.size()
                && WORDS.get(number).stream()
                        .anyMatch(word -> words.contains(word)
                                || (Character.isIdeographic(word.codePointAt(0))
                                        && words.stream().anyMatch(said -> said.contains(word))));
    }
}
