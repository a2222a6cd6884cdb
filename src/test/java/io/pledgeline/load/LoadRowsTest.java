package io.pledgeline.load;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoadRowsTest extends RunningImports {

    /** Stands for a byte that is no UTF-8. */
    private static final String BAD_BYTE = "\uE000";

    private record Bad(String column, String value, String code) {}

    private static final List<Bad> BAD = List.of(
            new Bad("Email", "not-an-email", "INVALID_EMAIL"),
            new Bad("Email", "", "REQUIRED"),
            new Bad("Backer Name", " ", "REQUIRED"),
            new Bad("Pledge Amount", "", "REQUIRED"),
            new Bad("Pledge Amount", "five", "INVALID_MONEY"),
            new Bad("Pledge Amount", "-$5.00", "NEGATIVE_AMOUNT"),
            new Bad("Pledge Amount", "$9999999999999.00", "TOO_LARGE"),
            new Bad("Pledge Amount", "XXY 5.00", "INVALID_CURRENCY"),
            new Bad("Pledged At", "31.02.2018", "INVALID_DATE"),
            new Bad("Shipping Country", "Atlantis", "INVALID_COUNTRY"),
            new Bad("[Addon: 77] Mat", "two", "INVALID_QUANTITY"),
            new Bad("[Addon: 77] Mat", "100001", "INVALID_QUANTITY"),
            new Bad("Pledged Status", "x".repeat(51), "TOO_LONG"),
            new Bad("Backer Name", "x".repeat(501), "TOO_LONG"),
            new Bad("Backer Name", "Nul\0", "INVALID_CHARACTER"),
            new Bad("Notes", "not text: " + BAD_BYTE, "INVALID_CHARACTER"),
            new Bad("Backer UID", "9.0E+11", "ROUNDED_ID"),
            new Bad("Survey Response", "yesterday", "INVALID_DATE"));

    @Test
    void badRowsAreListedAndAllOthersImported() {
        Export export = Export.of(1, 10_000);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            Bad bad = BAD.get(i % BAD.size());
            int place = 3 + i * 20;
            export.set(place, bad.column(), bad.value());
            expected.add((place + 1) + "|" + bad.column() + "|" + bad.code());
        }
        export.set(701, "Backer UID", "").set(701, "Backer Number", "");
        expected.add("702|Backer UID|REQUIRED");
        export.set(703, "Pledge Amount", "12,50");
        expected.add("704|Pledge Amount|AMBIGUOUS_NUMBER");
        // Three empty ones and one too many.
        export.cells(705).addAll(List.of("", " ", "", "extra"));
        expected.add("706|#25|TOO_MANY_CELLS");
        // Optional cells may be missing at the end; required ones not.
        export.cells(706).subList(12, export.cells(706).size()).clear();
        export.cells(707).subList(3, export.cells(707).size()).clear();
        expected.add("708|Email|REQUIRED");
        expected.add("708|Pledge Amount|REQUIRED");
        export.set(709, "Notes", "a long cell " + "x".repeat(1 << 20));
        expected.add("710||RECORD_TOO_LONG");
        export.set(801, "Notes", "QUOTE");
        expected.add("802||STRAY_QUOTE");
        // Quotes inside a cell of one line are what some exporters write.
        export.set(803, "Notes", "INNER");
        String text =
                export.text().replace(",QUOTE,", ",\"opened\r\nand \"closed,").replace(",INNER,", ",6\" tall \"so\",");
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\r\n)")));
        UUID job = imports.upload(campaign, bytes(String.join("", lines)));
        JsonNode document = imports.end(job);

        List<String> found = imports.errors(job).stream()
                .map(error -> error.get("row").asInt() + "|"
                        + error.get("column").asText() + "|" + error.get("code").asText())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("9963/37/0 of 10000");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(9963);
        assertThat(imports.records(campaign).get("pledges")).isEqualTo(9963);
        assertThat(imports.errors(job))
                .allSatisfy(error -> assertThat(error.get("message").asText()).isNotBlank());
        assertThat(imports.errors(job).stream()
                        .filter(error -> error.get("row").asInt() == 4)
                        .map(error -> error.get("value").asText()))
                .containsExactly("not-an-email");
    }

    @Test
    void blankRowsAreSkippedAndCounted() {
        Export export = Export.of(1, 120);
        String text = export.text();
        String row = text.split("\r\n")[11];
        text = text.replace(row + "\r\n", row + "\r\n\r\n,,,\r\n   \r\n");
        UUID job = imports.upload(campaign, bytes(text.replace("backer50@example.org", "nobody")));
        JsonNode document = imports.end(job);

        assertThat(rows(document)).isEqualTo("119/1/3 of 123");
        assertThat(imports.errors(job).get(0).get("row").asInt()).isEqualTo(54);
        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aFileOfBadRowsOnlyIsCompleted() {
        Export export = Export.of(1, 120);
        for (int n = 1; n <= 120; n++) {
            export.set(n, "Email", "nobody");
        }
        JsonNode document = imports.run(campaign, export);

        assertThat(document.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("0/120/0 of 120");
        assertThat(imports.records(campaign)).isEqualTo(Imports.records(0, 0, 0, 0, 0));
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : text.split("(?<=" + BAD_BYTE + ")|(?=" + BAD_BYTE + ")")) {
            if (part.equals(BAD_BYTE)) {
                out.write(0xFF);
            } else {
                out.writeBytes(part.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
