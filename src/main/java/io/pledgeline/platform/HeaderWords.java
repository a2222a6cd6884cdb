package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A header as its words: without accents, punctuation and case, cut where a small letter meets a capital as well.
 *
 * @param joined all words without what was between them
 * @param bigrams of the joined words, sorted
 */
record HeaderWords(Set<String> words, String joined, int[] bigrams) {
    /** A header may be a page of a survey; its meaning stands at its beginning. */
    private static final int LONGEST = 80;

    /** The least letters of a word that may be found in a longer one: "Ort" is in "Sport", and "Don" in "London". */
    private static final int LEAST = 4;

    private static final int FEW = 4;

    static HeaderWords of(String header) {
        String clean = Texts.cleanHeader(header);
        return ofWords(split(clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean));
    }

    private static HeaderWords ofWords(List<String> words) {
        String joined = String.join("", words);
        int[] bigrams = new int[Math.max(0, joined.length() - 1)];
        for (int i = 0; i < bigrams.length; i++) {
            bigrams[i] = joined.charAt(i) << 16 | joined.charAt(i + 1);
        }
        Arrays.sort(bigrams);
        return new HeaderWords(new LinkedHashSet<>(words), joined, bigrams);
    }

    private static List<String> split(String header) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char before = ' ';
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            boolean part = Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
            if (!part || (Character.isLowerCase(before) && Character.isUpperCase(c))) {
                addTo(words, word);
            }
            if (part) {
                word.append(c);
            }
            before = c;
        }
        addTo(words, word);
        return words;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(Texts.foldName(word.toString()).toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** How much of their letters two headers share, pair by pair: Dice's coefficient. */
    double resembles(HeaderWords other) {
        int shared = 0;
        for (int i = 0, j = 0; i < bigrams.length && j < other.bigrams.length; ) {
            int order = Integer.compare(bigrams[i], other.bigrams[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int all = bigrams.length + other.bigrams.length;
        return all == 0 ? 0 : 2.0 * shared / all;
    }

    /** How clearly a word stands here: alone, as the end of a compound, which is what it is about, or as its beginning. */
    double has(String word) {
        if (words.contains(word)) {
            // A question may be about anything that it mentions.
            return words.size() == 1 ? 1 : words.size() <= FEW ? 0.8 : 0.6;
        }
        // "PayPal" is one word, though it is cut.
        boolean atEnds =
                word.length() > LEAST && words.size() > 1 && (joined.startsWith(word) || joined.endsWith(word));
        double best = atEnds ? 0.65 : 0;
        for (String own : words) {
            int more = word.length() < LEAST ? 0 : own.length() - word.length();
            // "Importo" is not about "porto".
            if (more >= 3 && own.endsWith(word)) {
                best = Math.max(best, 0.75);
            } else if (more >= 2 && own.startsWith(word)) {
                best = Math.max(best, 0.65);
            }
        }
        return best;
    }
}
