package io.pledgeline.load;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One case of the corpus: a file that somebody uploads, and what must come of it, down to the tables.
 *
 * <p>Reading is strict: a key that is misspelt or twice there is refused, because what it says would never be checked.
 *
 * @param then further uploads into the same campaign, each after the one before has ended
 */
record CorpusCase(String name, String why, Input input, Expect expect, List<Step> then) {

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    CorpusCase {
        required(name, "name");
        required(why, "why");
        required(input, "input");
        required(expect, "expect");
        then = orNone(then);
    }

    /** Reads the cases of one theme. */
    static List<CorpusCase> read(String yaml) throws IOException {
        return YAML.readValue(yaml, new TypeReference<>() {});
    }

    static JsonNode tree(String yaml) throws IOException {
        return YAML.readTree(yaml);
    }

    /** One upload and what comes of it. */
    record Step(Input input, Expect expect) {

        Step {
            required(input, "input");
            required(expect, "expect");
        }
    }

    /**
     * What is uploaded, and how.
     *
     * @param file its name; this and what follows up to {@code cut} is as in {@link Content}
     * @param query parameters of the upload
     * @param campaign settings that are made before it
     */
    record Input(
            String file,
            String text,
            List<String> lines,
            String charset,
            String newline,
            String container,
            List<Content> entries,
            Integer cut,
            Map<String, String> query,
            @Nullable Campaign campaign) {

        Input {
            query = query == null ? Map.of() : query;
        }

        Content content() {
            return new Content(file, text, lines, charset, newline, container, entries, cut, null);
        }
    }

    /** Settings of a campaign. */
    record Campaign(@Nullable String timezone, @Nullable String currency) {}

    /**
     * A file, or an entry of an archive, which may be an archive again.
     *
     * @param name of the file
     * @param text its lines as one block; a character {@code U+DC80} to {@code U+DCFF} stands for a byte that is no text
     * @param lines the same, one by one
     * @param charset {@code utf-8}, {@code utf-16le}, {@code utf-16be}, {@code windows-1252}; with {@code -bom} behind it
     *     the file begins with a byte order mark
     * @param newline {@code lf}, {@code crlf} or {@code cr}
     * @param container {@code none}, {@code gzip} or {@code zip}
     * @param entries of a ZIP
     * @param cut bytes that are missing at the end
     * @param encrypted whether an entry says that it is encrypted
     */
    record Content(
            @JsonAlias("file") String name,
            @Nullable String text,
            @Nullable List<String> lines,
            String charset,
            String newline,
            String container,
            @Nullable List<Content> entries,
            Integer cut,
            Boolean encrypted) {

        Content {
            name = name == null ? "backers.csv" : name;
            charset = charset == null ? "utf-8" : charset;
            newline = newline == null ? "lf" : newline;
            container = container == null ? "none" : container;
            cut = cut == null ? 0 : cut;
            encrypted = encrypted != null && encrypted;
            int sources = (text == null ? 0 : 1) + (lines == null ? 0 : 1) + (entries == null ? 0 : 1);
            if (sources != 1 || container.equals("zip") != (entries != null)) {
                throw new IllegalArgumentException(name + " needs one of text, lines and, in a zip, entries");
            }
        }
    }

    /**
     * What comes of an upload. Without {@code error}, {@code errors} and {@code warnings} there must be none.
     *
     * @param rows {@code imported/failed/skipped of total}
     * @param figures by table {@code inserted/updated/unchanged}, and {@code missing}
     * @param warnings their codes
     * @param errors of rows, in the order of the file
     * @param file how the only file was read
     * @param files how each file of an archive was read
     * @param tables the records of the campaign afterwards
     */
    record Expect(
            String status,
            @Nullable String phase,
            @Nullable String platform,
            @Nullable JobError error,
            List<String> warnings,
            @Nullable String rows,
            Map<String, String> figures,
            List<RowError> errors,
            @Nullable JsonNode file,
            @Nullable JsonNode files,
            Map<String, JsonNode> tables) {

        private static final Set<String> STATUS = Set.of("PENDING", "COMPLETED", "FAILED");

        Expect {
            if (!STATUS.contains(status)) {
                throw new IllegalArgumentException("status is one of " + STATUS);
            }
            if ((rows == null) == status.equals("COMPLETED") || status.equals("PENDING") != (phase != null)) {
                throw new IllegalArgumentException("What is completed has rows, and what is pending a phase");
            }
            warnings = orNone(warnings);
            errors = orNone(errors);
            figures = figures == null ? Map.of() : figures;
            tables = tables == null ? Map.of() : tables;
        }
    }

    /** Why a job failed or waits. */
    record JobError(String code, @Nullable Integer row) {

        JobError {
            required(code, "code");
        }
    }

    /** What is wrong with a row; without a column, with all of it. */
    record RowError(
            @Nullable String file, int row, @Nullable String column, String code) {

        RowError {
            required(code, "code");
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static void required(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }
}
