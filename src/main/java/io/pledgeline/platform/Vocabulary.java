package io.pledgeline.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What lists call the fields: every header of the platform files, and the words of a resource that no file has. */
final class Vocabulary {
    private static final Properties WORDS = words();
    /** Begins the key of words that say what a field is not. */
    private static final String NOT = "not.";
    /** Begins the key of words of what is likely something else, if there is a better column. */
    private static final String LESS = "less.";

    private static final double LESS_LIKE = 0.35;
    /** "1" says nothing of an address. */
    private static final double NUMBER = 0.1;

    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, List<HeaderWords>> spellings = new LinkedHashMap<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, List<String>> hints = new HashMap<>();

    /** @param files in force; what the fallback's means by a header counts before what others do */
    Vocabulary(Collection<PlatformFile> files) {
        Set<String> known = new HashSet<>();
        for (PlatformFile file : files.stream()
                .sorted(Comparator.comparing(PlatformFile::isFallback).reversed())
                .toList()) {
            if (file.fields() != null) {
                file.fields()
                        .forEach((name, field) -> field.headers().stream()
                                .flatMap(List::stream)
                                .filter(spelling -> known.add(name + '\n' + spelling))
                                .forEach(spelling -> add(name, spelling)));
            }
        }
        aliases.forEach((header, fields) -> fields.stream()
                .filter(field -> isMeant(field, fields))
                .forEach(field ->
                        spellings.computeIfAbsent(field, f -> new ArrayList<>()).add(HeaderWords.of(header))));
        spellings.values().forEach(all -> {
            Set<String> words = new HashSet<>();
            all.forEach(spelling -> words.addAll(spelling.words()));
            words.forEach(word -> weights.merge(word, 1.0, Double::sum));
        });
        weights.replaceAll((word, fields) -> isNumber(word) ? NUMBER : 1 / Math.sqrt(fields));
        for (String key : WORDS.stringPropertyNames()) {
            List<String> words = List.of(WORDS.getProperty(key).split("\\s+", -1));
            hints.put(key, words);
        }
    }

    /** "Name" alone is the whole name, though the family's beside "Vorname"; "E-mail" is no number, though a key. */
    private static boolean isMeant(String field, List<String> all) {
        return Fields.isPartOfName(field)
                ? !all.contains(Fields.BACKER_NAME)
                : !Fields.isKey(field) || all.stream().allMatch(Fields::isKey);
    }

    private void add(String field, String spelling) {
        List<String> parts = PlatformFile.parts(spelling);
        for (int part = 0; part < parts.size(); part++) {
            String meant = parts.size() == 1 ? field : part == 0 ? Fields.BACKER_FIRST_NAME : Fields.BACKER_LAST_NAME;
            List<String> fields = aliases.computeIfAbsent(parts.get(part), header -> new ArrayList<>());
            if (!fields.contains(meant)) {
                fields.add(meant);
            }
        }
    }

    /** The fields that some list calls exactly so, those of the fallback first. */
    List<String> aliasesOf(String header) {
        List<String> fields = aliases.getOrDefault(Texts.fold(header), List.of());
        return fields.stream().filter(field -> isMeant(field, fields)).toList();
    }

    /** The fields of which it is known what lists call them. */
    Set<String> fields() {
        return spellings.keySet();
    }

    /** How much a header is like those of a field, from -1, which says that it is something else, to 1. */
    double likeness(HeaderWords header, String field) {
        double against = hinted(header, NOT + field);
        if (against > 0) {
            return -against;
        }
        double best = 0.9 * hinted(header, field);
        for (HeaderWords known : spellings.getOrDefault(field, List.of())) {
            best = Math.max(best, likeness(header, known));
        }
        return best - (hinted(header, LESS + field) > 0 ? LESS_LIKE : 0);
    }

    private double hinted(HeaderWords header, String key) {
        return hints.getOrDefault(key, List.of()).stream()
                .mapToDouble(header::has)
                .max()
                .orElse(0);
    }

    private double likeness(HeaderWords header, HeaderWords known) {
        if (!known.joined().isEmpty() && header.joined().equals(known.joined())) {
            return 1;
        }
        double best = shared(header, known);
        if (known.words().size() == 1) {
            best = Math.max(best, 0.9 * header.has(known.joined()) * weight(known.joined()));
        }
        double letters = header.resembles(known);
        return letters >= 0.8 && known.joined().length() > 4 ? Math.max(best, 0.85 * letters) : best;
    }

    /** Jaccard's index of the words, where those that many fields use count for little. */
    private double shared(HeaderWords header, HeaderWords known) {
        double both = 0;
        double all = 0;
        for (String word : known.words()) {
            both += header.words().contains(word) ? weight(word) : 0;
            all += weight(word);
        }
        if (both == 0) {
            return 0;
        }
        for (String word : header.words()) {
            all += known.words().contains(word) ? 0 : 0.5 * weight(word);
        }
        return 0.9 * both / all;
    }

    private double weight(String word) {
        return weights.getOrDefault(word, 1.0);
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    private static Properties words() {
        Properties words = new Properties();
        try (InputStream in = Vocabulary.class.getResourceAsStream("/platform/words.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
