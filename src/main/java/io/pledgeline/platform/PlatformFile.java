package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The content of one {@code *.platform.yaml}, as written there; {@code routes/platforms/README.md} explains each key.
 *
 * <p>Headers are compared folded ({@link Texts#fold}); patterns are matched against the whole cleaned header without
 * regard to case.
 */
record PlatformFile(
        @Nullable String platform,
        @Nullable String description,
        @Nullable RowKind row,
        @Nullable Detect detect,
        @Nullable Values values,
        @Nullable Map<String, Field> fields,
        @Nullable List<Rule> unknown) {

    /**
     * How the platform is told from the others, and its versions from each other: the first that fits.
     *
     * @param fallback makes it the platform of files that are nobody's: it is asked only when all others score less
     */
    record Detect(
            int threshold, int lead, @Nullable Integer fallback, List<Signature> signatures, List<Version> versions) {
        Detect {
            signatures = orEmpty(signatures);
            versions = orEmpty(versions);
        }
    }

    /**
     * What stands for the platform: any of its conditions that holds.
     *
     * @param headers any of them
     * @param all all of them
     * @param pattern a header matches it
     * @param values all sampled cells of a column match it
     * @param feeds a column feeds one of these fields
     */
    record Signature(
            List<String> headers,
            List<String> all,
            @Nullable Pattern pattern,
            @Nullable Pattern values,
            List<String> feeds,
            @Nullable Integer weight) {
        Signature {
            headers = folded(headers);
            all = folded(all);
            pattern = anyCase(pattern);
            values = anyCase(values);
            feeds = orEmpty(feeds);
        }

        int points() {
            return weight == null ? 3 : weight;
        }
    }

    /**
     * A version is known by any of its conditions, as a signature is; one without any fits always.
     *
     * @param row what a row is in this version, where that is something else than in the others
     */
    record Version(
            String version,
            @Nullable RowKind row,
            List<String> headers,
            @Nullable Pattern pattern,
            List<String> feeds) {
        static final Version UNKNOWN = new Version("unknown", null, List.of(), null, List.of());

        Version {
            headers = folded(headers);
            pattern = anyCase(pattern);
            feeds = orEmpty(feeds);
        }

        boolean fitsAlways() {
            return headers.isEmpty() && pattern == null && feeds.isEmpty();
        }
    }

    /**
     * How values are written.
     *
     * @param decimal the mark of money where the file itself leaves it open; absent: such cells are ambiguous
     */
    record Values(@Nullable String decimal, List<String> dates) {
        Values {
            dates = orEmpty(dates);
        }
    }

    /**
     * A field and the headers that feed it, best first; of one inner list, the spellings of one column, the first that
     * the file has.
     *
     * @param row the field is only for files whose rows are this
     * @param otherwise fields whose columns feed this one where its own say nothing
     * @param values feeds it from the first column whose sampled cells all match, if the file has none of the headers
     * @param blanks cell values that mean nothing was said
     */
    record Field(
            @Nullable RowKind row,
            boolean required,
            List<List<String>> headers,
            List<String> otherwise,
            @Nullable Pattern values,
            List<String> blanks) {
        Field {
            headers = orEmpty(headers).stream().map(PlatformFile::folded).toList();
            otherwise = orEmpty(otherwise);
            values = anyCase(values);
            blanks = orEmpty(blanks);
        }

        boolean isFor(RowKind kind) {
            return row == null || row == kind;
        }

        private Field withThoseOf(Map<String, Field> fields) {
            List<List<String>> all = new ArrayList<>(headers);
            otherwise.stream().map(fields::get).filter(Objects::nonNull).forEach(other -> all.addAll(other.headers));
            return new Field(row, required, all, List.of(), values, blanks);
        }
    }

    /**
     * What a column is that no field names: the first rule whose conditions all hold decides.
     *
     * @param row the rule is only for files whose rows are this
     */
    record Rule(
            @Nullable RowKind row,
            @Nullable Pattern header,
            @Nullable Pattern not,
            @Nullable Between between,
            @Nullable Content content,
            @Nullable String as,
            @Nullable String product,
            @Nullable String name,
            @Nullable String sku,
            List<String> blanks) {
        Rule {
            header = anyCase(header);
            not = anyCase(not);
            blanks = orEmpty(blanks);
        }
    }

    /** A region of columns: after the first of these headers that the file has, before the first of those. */
    record Between(List<String> after, List<String> before) {
        Between {
            after = folded(after);
            before = folded(before);
        }
    }

    /** What the sampled cells of a column look like. */
    enum Content {
        /** Whole numbers from 0 to 999, one of them above 0. */
        QUANTITIES
    }

    /** Whether it is of files that are nobody's. */
    boolean isFallback() {
        return detect != null && detect.fallback() != null;
    }

    /** The fields in the order of the file, those with an {@code otherwise} with all their headers. */
    Map<String, Field> fieldsByName() {
        Map<String, Field> written = fields == null ? Map.of() : fields;
        Map<String, Field> whole = new LinkedHashMap<>(written);
        whole.replaceAll((name, field) -> field == null ? null : field.withThoseOf(written));
        return whole;
    }

    /** Every spelling of the headers that feed one of these fields. */
    List<String> spellingsOf(List<String> names) {
        return fieldsByName().entrySet().stream()
                .filter(field -> names.contains(field.getKey()))
                .flatMap(field -> field.getValue().headers().stream())
                .flatMap(List::stream)
                .toList();
    }

    /** The headers of the columns that a spelling such as {@code First Name + Last Name} joins; mostly one. */
    static List<String> parts(String spelling) {
        return List.of(spelling.split(" \\+ ", -1));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static List<String> folded(@Nullable List<String> headers) {
        return orEmpty(headers).stream().map(Texts::fold).toList();
    }

    private static @Nullable Pattern anyCase(@Nullable Pattern pattern) {
        return pattern == null
                ? null
                : Pattern.compile(pattern.pattern(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
