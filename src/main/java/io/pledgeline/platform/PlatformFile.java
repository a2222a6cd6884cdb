package io.pledgeline.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** How the platform is told from the others, and its versions from each other: the first that fits. */
    record Detect(int threshold, int lead, List<Signature> signatures, List<Version> versions) {
        Detect {
            signatures = orEmpty(signatures);
            versions = orEmpty(versions);
        }
    }

    /** Columns that stand for the platform: any of the headers, or one that matches the pattern. */
    record Signature(
            List<String> headers,
            @Nullable Pattern pattern,
            @Nullable Integer weight) {
        Signature {
            headers = folded(headers);
            pattern = anyCase(pattern);
        }

        int points() {
            return weight == null ? 3 : weight;
        }
    }

    /** A version is known by any of the headers or the pattern; one without both fits always. */
    record Version(
            String version, List<String> headers, @Nullable Pattern pattern) {
        Version {
            headers = folded(headers);
            pattern = anyCase(pattern);
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
     * A field and the headers that feed it, best first; those of one inner list are spellings of one column.
     *
     * @param blanks cell values that mean nothing was said
     */
    record Field(boolean required, List<List<String>> headers, List<String> blanks) {
        Field {
            headers = orEmpty(headers).stream().map(PlatformFile::folded).toList();
            blanks = orEmpty(blanks);
        }
    }

    /** What a column is that no field names: the first rule whose conditions all hold decides. */
    record Rule(
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

    Map<String, Field> fieldsByName() {
        return fields == null ? Map.of() : new LinkedHashMap<>(fields);
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
