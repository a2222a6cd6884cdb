package io.pledgeline.unpack;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pledgeline.load.Export;
import io.pledgeline.load.RunningImports;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Excel workbooks from the upload to the tables, and containers that several workers unpack at once. */
class UnpackExcelRouteTest extends RunningImports {

    private static final String WORKBOOK = """
            sheets:
              - hidden: true
                rows: [[nothing]]
              - name: Backers
                rows:
                  - [All backers]
                  - null
                  - [Backer UID, Backer Name, Email, Pledge Amount, Pledged Status]
                  - [12345678901, "Zoë\\n\\"Z\\"", a@example.org, {number: 12.5, format: "\\"$\\"#,##0.00"}, collected]
                  - null
                  - [1234567890123456, Bo, b@example.org, {number: 5, format: "0.00"}, collected]
                  - ["00971", Cy, nobody, {number: 5, format: "0.00"}, collected]
                  - ["00972", Di, d@example.org, {number: 0.30000000000000004}, collected]
            """;

    @Autowired
    S3Client s3;

    @Test
    void aWorkbookIsImportedAsItIsShown() throws IOException {
        byte[] file = Workbooks.of(new YAMLMapper().readTree(WORKBOOK));
        UUID job = imports.uploadAs("backers.xlsx", campaign, file);

        assertThat(rows(imports.end(job))).isEqualTo("2/2/1 of 5");
        assertThat(imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND partial", job))
                .as("other sheets are in no chunk")
                .isEqualTo(1);
        assertThat(imports.errors(job))
                .extracting(error ->
                        error.get("row").asInt() + " " + error.get("code").asText())
                .containsExactly("6 ROUNDED_ID", "7 INVALID_EMAIL");
        assertThat(database.queryForList(
                        "SELECT p.external_id || ' ' || p.amount FROM pledges p JOIN campaigns c ON c.id = p.campaign_id"
                                + " WHERE c.slug = ? ORDER BY 1",
                        String.class,
                        campaign.slug()))
                .containsExactly("00972 0.30", "12345678901 12.50");
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        byte[] file = Workbooks.of(new YAMLMapper().readTree(WORKBOOK));
        assertThat(failure(file, "sheet=Nobody")).isEqualTo("SHEET_NOT_FOUND");
        assertThat(failure(Archives.gzip(Export.of(1, 3).bytes()), "sheet=1")).isEqualTo("SHEET_NOT_FOUND");
        assertThat(failure(Export.of(1, 3).bytes(), "sheet=1")).isEqualTo("SHEET_NOT_FOUND");
        assertThat(failure(Arrays.copyOf(file, file.length - 100))).isEqualTo("CORRUPT_ARCHIVE");
        assertThat(failure(Workbooks.of(new YAMLMapper().readTree("sheets: [{rows: []}]"))))
                .isEqualTo("NO_CSV");
    }

    private String failure(byte[] file, String... query) {
        JsonNode job = imports.end(imports.uploadAs("backers.xlsx", campaign, file, query));
        assertThat(job.get("status").asText()).isEqualTo("FAILED");
        return job.at("/error/code").asText();
    }

    @Test
    void oneOfSeveralWorkersThatUnpackAFileCounts() throws IOException {
        UUID job = imports.uploadAs(
                "backers.csv.gz", campaign, Archives.gzip(Export.of(1, 2000).bytes()));
        CompletableFuture<?>[] rivals = new CompletableFuture<?>[3];
        for (int i = 0; i < rivals.length; i++) {
            rivals[i] = CompletableFuture.runAsync(() -> {
                while (imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND split_closed_at IS NULL", job)
                        > 0) {
                    // Whoever has the lease loses it, as if its worker had gone silent.
                    database.update(
                            "UPDATE csv_uploads SET split_lease = NULL, split_attempts = least(split_attempts, 1) WHERE id = ? AND split_closed_at IS NULL",
                            job);
                    producer.sendBody("direct:split-workbook", job.toString());
                }
            });
        }
        CompletableFuture.allOf(rivals).join();

        assertThat(rows(imports.end(job))).isEqualTo("2000/0/0 of 2000");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(2000);
        List<String> files = database.queryForList(
                "SELECT f.object_key FROM workbook_files f JOIN csv_uploads u USING (workbook_id) WHERE u.id = ?",
                String.class,
                job);
        assertThat(files).hasSize(1);
        imports.until(() -> objectsBelow(job).equals(files));
    }

    private List<String> objectsBelow(UUID job) {
        var workbook = database.queryForMap(
                "SELECT bucket, object_key FROM workbooks w JOIN csv_uploads u ON u.workbook_id = w.id WHERE u.id = ?",
                job);
        String bucket = (String) workbook.get("bucket");
        String below = workbook.get("object_key") + ".files/";
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
        return s3.listObjectsV2(r -> r.bucket(bucket).prefix(below)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
