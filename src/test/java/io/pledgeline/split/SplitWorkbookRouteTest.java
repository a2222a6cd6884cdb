package io.pledgeline.split;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.RunningImports;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;

class SplitWorkbookRouteTest extends RunningImports {

    @Autowired
    S3Client s3;

    @Autowired
    CamelContext camel;

    @Test
    void anUnclosedQuoteEndsTheSplitAndWhatWasSplitBeforeStays() {
        // In a slice of four chunks: in its third, its last, and the last of the third slice.
        for (int size : new int[] {250, 380, 1180}) {
            campaign = imports.newCampaign();
            // No other quote in the file, which would close it.
            String text = Export.of(1, size)
                    .text()
                    .replaceAll("\"(2024/../..), ..:..\"", "$1")
                    .replace("backer" + (size - 20) + "@", "\"backer@");
            JsonNode job = imports.end(imports.upload(campaign, text.getBytes(StandardCharsets.UTF_8)));

            assertThat(job.get("status").asText()).isEqualTo("FAILED");
            assertThat(job.at("/error/code").asText()).as(job.toString()).isEqualTo("UNCLOSED_QUOTE");
            assertThat(job.at("/error/row").asInt()).isEqualTo(size - 20 + 1);
            assertThat(imports.records(campaign).get("backers")).isEqualTo(size - 21);
            assertThat(imports.number(
                            "SELECT max(byte_to)::integer FROM csv_upload_chunks WHERE upload_id = ?", Imports.id(job)))
                    .isLessThan(text.indexOf("\"backer@"));
        }
    }

    @Test
    void aSplitKilledBetweenItsLastChunkAndItsEndIsClosed() {
        UUID id = imports.upload(campaign, Export.of(1, 150));
        imports.end(id);
        // As a killed worker leaves it: every chunk stored, the position at the end of the file, nobody told.
        database.update(
                "UPDATE jobs SET status = 'PROCESSING', phase = 'SPLITTING', finished_at = NULL WHERE id = ?", id);
        database.update(
                "UPDATE csv_uploads SET split_closed_at = NULL, rows_total = NULL, chunks_total = NULL, statistics = NULL,"
                        + " split_queued_at = NULL WHERE id = ?",
                id);

        JsonNode again = imports.end(id);

        assertThat(again.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(again.at("/progress/rowsTotal").asInt()).isEqualTo(150);
    }

    @Test
    void aFileWithoutRowsFails() {
        for (String rest : List.of("", "\r\n", "\r\n\r\n   \r\n\r\n")) {
            String header = Export.of(1, 0).text().strip();
            JsonNode job = imports.end(imports.upload(campaign, (header + rest).getBytes(StandardCharsets.UTF_8)));

            assertThat(job.get("status").asText()).isEqualTo("FAILED");
            assertThat(job.at("/error/code").asText()).isEqualTo("NO_ROWS");
        }
    }

    @Test
    void anUnknownHeaderWaitsForItsMappingAndExpires() throws Exception {
        UUID job = imports.upload(
                campaign, "Name,Email,Backer UID,Amount\r\nA,a@example.org,1,5\r\n".getBytes(StandardCharsets.UTF_8));
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        JsonNode document = imports.document(job);
        assertThat(document.get("status").asText()).isEqualTo("PENDING");
        assertThat(document.at("/error/code").asText()).isEqualTo("PLATFORM_UNKNOWN");
        assertThat(document.at("/error/candidates/0/platform").asText()).isEqualTo("kickstarter");
        assertThat(imports.number("SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isZero();

        expire();
        assertThat(imports.document(job).get("status").asText()).isEqualTo("PENDING");
        database.update("UPDATE jobs SET created_at = created_at - interval '31 d' WHERE id = ?", job);
        expire();
        assertThat(imports.document(job).get("status").asText()).isEqualTo("FAILED");
        assertThat(imports.document(job).at("/error/code").asText()).isEqualTo("MAPPING_NOT_CONFIRMED");
    }

    /** What the timer of upkeep-expire does once an hour. */
    private void expire() throws Exception {
        NotifyBuilder expired =
                new NotifyBuilder(camel).fromRoute("upkeep-expire").whenDone(2).create();
        assertThat(expired.matches(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void missingRequiredColumnsAreToldAndWaitedFor() {
        UUID job = imports.upload(campaign, Export.of(1, 3).without("Email"), "platform=kickstarter");
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));

        assertThat(imports.document(job).at("/error/code").asText()).isEqualTo("REQUIRED_COLUMNS_MISSING");
        assertThat(imports.document(job).at("/error/detail").asText()).contains("backer.email");
    }

    @Test
    void aHeaderThatNamesAColumnTwiceIsRefused() {
        String text = Export.of(1, 3).text().replace("Notes", "Email");
        JsonNode job = imports.end(imports.upload(campaign, text.getBytes(StandardCharsets.UTF_8)));

        assertThat(job.get("status").asText()).isEqualTo("FAILED");
        assertThat(job.at("/error/code").asText()).isEqualTo("DUPLICATE_HEADER");
        assertThat(job.at("/error/row").asInt()).isEqualTo(1);
    }

    @Test
    void aCellOfTwentyMegabytesFailsItsRowOnly() {
        Export export = Export.of(1, 150).set(80, "Notes", "a, long cell " + "x".repeat(20 << 20));
        UUID job = imports.upload(campaign, export);
        JsonNode document = imports.end(job);

        assertThat(rows(document)).isEqualTo("149/1/0 of 150");
        assertThat(imports.errors(job)).singleElement().satisfies(error -> {
            assertThat(error.get("row").asInt()).isEqualTo(81);
            assertThat(error.get("code").asText()).isEqualTo("RECORD_TOO_LONG");
        });
    }

    @Test
    void aHeaderOfMoreColumnsThanAreAllowedIsRefused() {
        String names =
                IntStream.rangeClosed(1, 2_500).mapToObj(n -> "Question " + n).collect(Collectors.joining(","));
        JsonNode job =
                imports.end(imports.upload(campaign, (names + "\r\n1,2,3\r\n").getBytes(StandardCharsets.UTF_8)));

        assertThat(job.get("status").asText()).isEqualTo("FAILED");
        assertThat(job.at("/error/code").asText()).as(job.toString()).isEqualTo("TOO_MANY_COLUMNS");
        assertThat(job.at("/error/detail").asText()).contains("2500", "2000");
        assertThat(job.at("/error/row").asInt()).isEqualTo(1);
    }

    @Test
    void aRowOfHundredsOfThousandsOfCellsFailsAlone() {
        String text = Export.of(1, 150).text().replace("backer80@", "backer80@" + ",".repeat(900_000));
        UUID job = imports.upload(campaign, text.getBytes(StandardCharsets.UTF_8));
        JsonNode document = imports.end(job);

        assertThat(rows(document)).isEqualTo("149/1/0 of 150");
        assertThat(imports.errors(job)).singleElement().satisfies(error -> {
            assertThat(error.get("row").asInt()).isEqualTo(81);
            assertThat(error.get("code").asText()).isEqualTo("TOO_MANY_CELLS");
            assertThat(error.get("message").asText()).contains("at most 4000");
        });
    }

    @Test
    void anObjectThatIsGoneFailsTheImport() {
        UUID job = uploadThatIsNotSplitYet();
        var object = database.queryForMap(
                "SELECT bucket, object_key FROM workbooks w JOIN csv_uploads u ON u.workbook_id = w.id WHERE u.id = ?",
                job);
        s3.deleteObject(
                request -> request.bucket((String) object.get("bucket")).key((String) object.get("object_key")));
        database.update("UPDATE csv_uploads SET split_lease = NULL WHERE id = ?", job);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(document.at("/error/code").asText()).isEqualTo("OBJECT_GONE");
    }

    @Test
    void anObjectStoreThatIsAwayForLongOnlyDelaysTheImport() {
        UUID job = uploadThatIsNotSplitYet();
        moveObjectOf(job, "bucket || '-away'");
        for (int attempt = 0; attempt < 7; attempt++) {
            database.update("UPDATE csv_uploads SET split_lease = NULL WHERE id = ?", job);
            producer.sendBody("direct:split-workbook", job.toString());
        }
        moveObjectOf(job, "replace(bucket, '-away', '')");
        database.update("UPDATE csv_uploads SET split_lease = NULL WHERE id = ?", job);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("10/0/0 of 10");
    }

    private void moveObjectOf(UUID job, String bucket) {
        database.update(
                "UPDATE workbooks SET bucket = " + bucket
                        + " WHERE id = (SELECT workbook_id FROM csv_uploads WHERE id = ?)",
                job);
    }

    private UUID uploadThatIsNotSplitYet() {
        database.execute("""
                CREATE OR REPLACE FUNCTION delay_split() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.split_lease = 'infinity'; RETURN NEW; END $$""");
        database.execute(
                "CREATE TRIGGER delay_split BEFORE INSERT ON csv_uploads FOR EACH ROW EXECUTE FUNCTION delay_split()");
        try {
            return imports.upload(campaign, Export.of(1, 10));
        } finally {
            database.execute("DROP TRIGGER delay_split ON csv_uploads");
        }
    }

    @Test
    void aSplitThatWasGivenUpAddsNoChunk() {
        hold();
        UUID job = uploadHeld(Export.of(1, 10));
        database.update("""
                UPDATE csv_uploads SET split_closed_at = NULL, rows_total = NULL, chunks_total = NULL, split_lease = 'infinity',
                    split_error = '{"code": "WORKER_LOST", "detail": "Lost."}' WHERE id = ?""", job);
        assertThat(insertChunk(job)).isEmpty();
        database.update("UPDATE csv_uploads SET split_error = NULL, status = 'FAILED' WHERE id = ?", job);
        assertThat(insertChunk(job)).isEmpty();
        database.update("UPDATE csv_uploads SET status = 'PROCESSING' WHERE id = ?", job);
        assertThat(insertChunk(job)).hasSize(1);
        database.update("DELETE FROM csv_upload_chunks WHERE upload_id = ?", job);
        database.update("UPDATE jobs SET status = 'CANCELLED', finished_at = now() WHERE id = ?", job);
    }

    private List<?> insertChunk(UUID job) {
        int from = imports.number("SELECT split_position::integer FROM csv_uploads WHERE id = ?", job);
        Exchange done = producer.request("direct:sql", exchange -> {
            exchange.setProperty("sql", "split/sql/insert-chunk.sql");
            exchange.getMessage()
                    .setBody(Map.ofEntries(
                            Map.entry("upload", job.toString()),
                            Map.entry("number", 2),
                            Map.entry("file", 1),
                            Map.entry("firstRow", 12),
                            Map.entry("rows", 1),
                            Map.entry("byteFrom", from),
                            Map.entry("byteTo", from + 1),
                            Map.entry("partial", false),
                            Map.entry("data", "{}"),
                            Map.entry("errors", "[]"),
                            Map.entry("lease", "1 h")));
        });
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(List.class);
    }

    @Test
    void aSplitGoesOnFromItsPositionWhoeverRunsIt() {
        Export export = Export.of(1, 2000);
        UUID job = imports.upload(campaign, export);
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
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).as(document.toString()).isEqualTo("COMPLETED");
        assertThat(rows(document)).isEqualTo("2000/0/0 of 2000");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(2000);
        List<String> chunks = database.queryForList(
                "SELECT concat_ws('/', number, first_row, rows) FROM csv_upload_chunks WHERE upload_id = ? ORDER BY number",
                String.class,
                job);
        assertThat(chunks).hasSize(20).startsWith("1/2/100", "2/102/100").endsWith("20/1902/100");
        assertThat(imports.number("""
                        SELECT count(*) FROM (SELECT byte_from, lag(byte_to) OVER (ORDER BY number) AS before
                            FROM csv_upload_chunks WHERE upload_id = ?) c WHERE before <> byte_from""", job)).isZero();
        assertThat(imports.number("SELECT max(byte_to)::integer FROM csv_upload_chunks WHERE upload_id = ?", job))
                .isEqualTo(export.bytes().length);
    }
}
