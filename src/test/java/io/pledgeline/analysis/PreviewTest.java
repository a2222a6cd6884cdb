package io.pledgeline.analysis;

import static io.pledgeline.unpack.Archives.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.platform.Choices;
import io.pledgeline.unpack.Archives;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a person sees while deciding what the columns are. */
class PreviewTest extends RunningAnalyses {

    @Test
    void rowsAreShownAsTheyWouldBeImportedAndNothingIsKept() {
        UUID job = uploadWaiting(UNKNOWN);
        assertThat(preview(job, MAPPING)).hasToString("409 NOT_ANALYZED");
        JsonNode before = analyzed(job);

        JsonNode shown = preview(job, MAPPING).body();
        assertThat(shown.get("missing")).isEmpty();
        assertThat(shown.get("rows"))
                .extracting(row -> row.at("/backer/email").asText() + " "
                        + row.at("/pledge/amount").asText() + " "
                        + row.get("errors").size())
                .containsExactly("ada@example.org 12.5 0", "bo@example.org 7.0 0");
        JsonNode wrong = preview(job, "{\"mapping\": {\"Unterstützerin\": \"backer.email\"}}")
                .body();
        assertThat(wrong.at("/rows/0/errors/0/column").asText()).isEqualTo("Unterstützerin");
        assertThat(wrong.at("/rows/0/errors/0/code").asText()).isEqualTo("INVALID_EMAIL");
        JsonNode nobody = preview(job, "{\"mapping\": {\"Kontaktweg\": \"ignored\", \"Unterstützerin\": \"ignored\"}}")
                .body();
        assertThat(nobody.get("missing").toString()).contains("backer.key");
        assertThat(nobody.get("rows")).hasSize(2);

        assertThat(analysis(job)).isEqualTo(before);
        assertThat(imports.document(job).get("phase").asText()).isEqualTo("WAITING_FOR_MAPPING");
        assertThat(preview(job, "{\"mapping\": {\"Kontakt\": \"backer.email\"}}"))
                .hasToString("400 INVALID_MAPPING");
        assertThat(preview(job, "{\"mapping\": {\"Kontaktweg\": \"backer.mail\"}}"))
                .hasToString("400 INVALID_MAPPING");
        assertThat(preview(job, "{\"analysis\": \"" + UUID.randomUUID() + "\"}"))
                .hasToString("409 NOT_ANALYZED");
        assertThat(preview(job, "{\"analysis\": \"" + before.get("id").asText() + "\"}"))
                .hasToString("200");
        assertThat(confirm(job, MAPPING)).hasToString("202");
        imports.end(job);
        assertThat(preview(job, MAPPING)).hasToString("409 NOT_WAITING");
    }

    @Test
    void allFilesOfAWorkbookAreShownUntilThereAreFiftyRows() throws IOException {
        StringBuilder many = new StringBuilder("Kontaktweg;Beitragssumme\n");
        for (int i = 0; i < 60; i++) {
            many.append("b").append(i).append("@example.org;1,00\n");
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.csv", utf8("Kontaktweg;Beitragssumme\nada@example.org;1,00\n"));
        entries.put("b.csv", utf8(many.toString()));
        entries.put("c.csv", utf8("Kontaktweg;Beitragssumme\ncy@example.org;3,00\n"));
        UUID job = uploadWaiting("lists.zip", Archives.zip(entries));
        JsonNode proposed = analyzed(job);
        JsonNode shown = preview(job, null).body();
        assertThat(shown.get("rows")).isEqualTo(proposed.get("rows")).hasSize(50);
        assertThat(shown.at("/rows/0/file").asText()).isEqualTo("a.csv");
        assertThat(shown.at("/rows/49/file").asText()).isEqualTo("b.csv");
    }

    @Test
    void theFieldsThatCanBeChosenAreListed() {
        JsonNode fields = call(campaign, "GET", "/api/fields", null).body().get("items");
        List<String> names = StreamSupport.stream(fields.spliterator(), false)
                .map(field -> field.get("field").asText())
                .toList();
        assertThat(names)
                .startsWith("backer.email")
                .contains("product", "otherwise", "ignored", "address.city", "survey.answer")
                .doesNotHaveDuplicates()
                .allMatch(Choices::isField);
        assertThat(fields.get(0).toString())
                .isEqualTo("{\"field\":\"backer.email\",\"group\":\"backer\",\"type\":\"TEXT\",\"shared\":false}");
    }

    private Answer preview(UUID imported, String body) {
        return call(campaign, "POST", path(imported, "analyze/preview"), body);
    }
}
