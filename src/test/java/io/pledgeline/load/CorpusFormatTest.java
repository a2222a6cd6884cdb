package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A case that says something nobody checks would pass for ever, so the corpus must refuse it. */
class CorpusFormatTest {

    private static final String GOOD = """
            - name: n
              why: w
              input: {text: "a,b", query: {platform: kickstarter}, campaign: {timezone: UTC}}
              expect: {status: COMPLETED, rows: 1/0/0 of 1, errors: [{row: 2, column: a, code: X}], tables: {backers: []}}
              then: [{input: {lines: [a]}, expect: {status: PENDING, phase: WAITING_FOR_MAPPING, error: {code: X}}}]
            """;

    @Test
    void aGoodCaseIsRead() throws Exception {
        List<CorpusCase> cases = CorpusCase.read(GOOD);
        assertThat(cases)
                .singleElement()
                .satisfies(one -> assertThat(one.then()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "why:, wy:",
        "input:, inputs:",
        "text:, txt:",
        "platform: kickstarter}, platform: [k]}",
        "timezone:, timeZone:",
        "tables:, table:",
        "error:, eror:",
        "row: 2, line: 2",
        "column: a, code: X, column: a",
        "COMPLETED, DONE",
        "'rows: 1/0/0 of 1, ', ''",
        "phase:, phases:",
        "lines: [a], 'lines: [a], text: a'",
        "lines: [a], container: zip",
        "then:, and:"
    })
    void aCaseThatIsMisspeltIsRefused(String right, String wrong) {
        assertThat(GOOD).contains(right);
        assertThatThrownBy(() -> CorpusCase.read(GOOD.replace(right, wrong == null ? "" : wrong))
                        .forEach(one -> {
                            CorpusFile.bytes(one.input().content());
                            one.then()
                                    .forEach(step ->
                                            CorpusFile.bytes(step.input().content()));
                        }))
                .isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{a: 1, b: {c: null}, answers: {q: x}}, {}]",
                "[{a: 2}]",
                "[{a: null}]",
                "[{nobody: null}]",
                "[{b: {c: x}}]",
                "[{b: {nobody: null}}]",
                "[{b: null}]",
                "[{answers: {}}]",
                "[{answers: {q: x, r: null}}]"
            })
    void whatIsNotAsExpectedFails(String expected) throws Exception {
        JsonNode actual = Imports.json("[{\"a\":1,\"b\":{\"c\":null},\"answers\":{\"q\":\"x\"}}]");
        CorpusCheck.list(actual, CorpusCase.tree("[{a: 1, b: {c: null}, answers: {q: x}}]"), "");
        CorpusCheck.list(actual, CorpusCase.tree("[{}]"), "");
        assertThatThrownBy(() -> CorpusCheck.list(actual, CorpusCase.tree(expected), ""))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "utf-8, lf, 61c3a9ff0a",
        "utf-8-bom, crlf, efbbbf61c3a9ff0d0a",
        "utf-16le, lf, 6100e900ff0a00",
        "utf-16be-bom, lf, feff006100e9ff000a",
        "windows-1252, cr, 61e9ff0d"
    })
    void aFileIsWrittenAsTheCaseSays(String charset, String newline, String hex) throws Exception {
        String yaml = GOOD.replace("text: \"a,b\"", "text: \"aé\\uDCFF\\n\", charset: %s, newline: %s")
                .formatted(charset, newline);
        byte[] bytes = CorpusFile.bytes(CorpusCase.read(yaml).get(0).input().content());
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    }

    @Test
    void aCharacterThatTheCharsetLacksIsRefused() throws Exception {
        String yaml = GOOD.replace("text: \"a,b\"", "text: \"漢\", charset: windows-1252");
        CorpusCase.Content content = CorpusCase.read(yaml).get(0).input().content();
        assertThatThrownBy(() -> CorpusFile.bytes(content)).hasMessageContaining("no such characters");
    }

    @Test
    void anArchiveHoldsItsEntriesAsTheCaseSays() throws Exception {
        byte[] zip = packed("""
                container: zip, entries: [
                    {name: x/a.csv, text: "é"},
                    {name: b.csv.gz, container: gzip, text: "a,b", charset: utf-16le-bom},
                    {name: c.zip, container: zip, entries: [{name: d, text: d}]},
                    {name: e.csv, encrypted: true, text: e}]""");
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("x/a.csv");
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("é");
            assertThat(in.getNextEntry().getName()).isEqualTo("b.csv.gz");
            byte[] gzip = in.readAllBytes();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                    .asString(StandardCharsets.UTF_16)
                    .isEqualTo("a,b");
            assertThat(in.getNextEntry().getName()).isEqualTo("c.zip");
            assertThat(in.readAllBytes()).startsWith('P', 'K');
            assertThatThrownBy(in::getNextEntry).hasMessageContaining("encrypted");
        }
    }

    @Test
    void aFileThatIsCutOffEndsEarly() throws Exception {
        byte[] gzip = packed("container: gzip, text: abc, cut: 4");
        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isInstanceOf(EOFException.class);
    }

    private static byte[] packed(String content) throws IOException {
        return CorpusFile.bytes(CorpusCase.read(GOOD.replace("text: \"a,b\"", content.replaceAll("\\s+", " ")))
                .get(0)
                .input()
                .content());
    }
}
