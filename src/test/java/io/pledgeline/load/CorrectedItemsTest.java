package io.pledgeline.load;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A corrected row that is an item is one more row of the file in which it failed. */
class CorrectedItemsTest extends RunningStall {

    private FailedCsv failed(UUID job) {
        return FailedCsv.of(imports, campaign, job);
    }

    private JsonNode corrected(UUID job, FailedCsv csv) {
        return imports.end(imports.upload(campaign, csv.bytes(), "corrects=" + job));
    }

    private UUID ended(Export export, String... query) {
        UUID job = imports.upload(campaign, export, query);
        imports.end(job);
        return job;
    }

    private static String[] bad(String order, String sku) {
        String[] row = row(order, sku, 0);
        row[7] = "some";
        return row;
    }

    private static Export twoBad() {
        return export().add(row("A", "BOX", 1))
                .add(row("A", "DICE", 2))
                .add(bad("A", "BOX"))
                .add(bad("A", "BOX"))
                .add(row("B", "BOX", 1));
    }

    @Test
    void itAddsToWhatTheOtherRowsGaveThePledge() {
        ended(export().add(row("A", "BOX", 7)).add(row("A", "MAT", 1)));
        UUID first = ended(twoBad());
        assertThat(items("A")).containsExactly("BOX=1", "DICE=2", "MAT=1");

        FailedCsv rest = failed(first).keep("_row", row -> row.equals("5"));
        corrected(first, failed(first).set(1, "Quantity", "4").drop("_errors"));
        assertThat(items("A")).containsExactly("BOX=5", "DICE=2", "MAT=1");
        assertThat(pledged("BOX")).isEqualTo(6);
        corrected(first, rest.set(1, "Quantity", "10"));
        assertThat(items("A")).containsExactly("BOX=15", "DICE=2", "MAT=1");
        assertThat(rows(imports.document(first))).isEqualTo("5/0/0 of 5");
        assertThat(pledged("BOX")).isEqualTo(16);
    }

    @Test
    void theFileAsAWholeAgainStillReplacesIt() {
        UUID first = ended(twoBad());
        corrected(first, failed(first).setAll("Quantity", "4"));
        assertThat(items("A")).containsExactly("BOX=9", "DICE=2");
        ended(export().add(row("A", "BOX", 2)));
        assertThat(items("A")).containsExactly("BOX=2");
    }

    @Test
    void itIsNoPledgeOfAnotherUploadWhereOnlyNewOnesAreInserted() {
        UUID first = ended(twoBad(), "mode=insert");
        assertThat(rows(imports.document(first))).isEqualTo("3/2/0 of 5");
        assertThat(rows(corrected(first, failed(first).setAll("Quantity", "4"))))
                .isEqualTo("2/0/0 of 2");
        assertThat(items("A")).containsExactly("BOX=9", "DICE=2");
    }

    @Test
    void rowsThatARetryBringsAfterACorrectionAddUpToo() {
        hold();
        UUID first = uploadHeld(threeChunks());
        load(first, 1);
        load(first, 2);
        database.update(
                "UPDATE csv_upload_chunks SET status = 'FAILED', error = '{\"code\": \"WRITE_FAILED\", \"detail\": \"Lost.\"}',"
                        + " rows_failed = rows WHERE upload_id = ? AND number = 3",
                first);
        imports.end(first);
        assertThat(items("A")).containsExactly("BOX=1", "DICE=2");
        holdNoLonger();
        corrected(first, failed(first).keep("_row", row -> row.equals("250")));
        corrected(
                first,
                failed(first)
                        .keep("_row", row -> row.equals("249"))
                        .set(1, "Stall Order", "A")
                        .set(1, "Customer", "of A")
                        .set(1, "Item SKU", "BOX")
                        .set(1, "Quantity", "5"));
        assertThat(items("A")).containsExactly("BOX=6", "DICE=2");

        imports.retry(campaign, first);
        assertThat(rows(imports.end(first))).isEqualTo("250/0/0 of 250");
        assertThat(items("A")).containsExactly("BOX=9", "DICE=2");
    }
}
