package io.pledgeline.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However an import ends, it is told once; see also {@link WebhookDeliveryTest}. */
class NotificationsTest extends RunningNotify {

    @Autowired
    private PlatformTransactionManager transactions;

    private Endpoint endpoint;

    @BeforeEach
    void listen() {
        endpoint = newEndpoint();
    }

    @Test
    void anImportOfManyChunksIsToldOnce() {
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 950)));
        assertThat(told(job)).containsExactly("import.completed");
        assertThat(notice(job).get("rowsImported").asInt()).isEqualTo(950);
        untilDelivered(1);
        assertThat(received(endpoint)).hasSize(1);
    }

    @Test
    void aFileWithoutRowsFails() {
        String header = new String(Export.of(1, 1).bytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        UUID job = imports.upload(campaign, (header + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        imports.end(job);
        assertThat(told(job)).containsExactly("import.failed");
        assertThat(notice(job).at("/error/code").asText()).isEqualTo("NO_ROWS");
    }

    @Test
    void tooManyErrorsAreToldInPlaceOfTheFailure() {
        UUID job = Imports.id(
                imports.run(campaign, Export.of(1, 300).set(3, "Email", "").set(4, "Email", "none"), "maxErrors=0"));
        assertThat(told(job)).containsExactly("import.too_many_errors");
        assertThat(notice(job).get("status").asText()).isEqualTo("FAILED");
        assertThat(notice(job).at("/error/detail").asText()).contains("rows have failed");
    }

    @Test
    void whatWaitsIsToldAndThenThatNobodyCame() {
        UUID job = imports.upload(campaign, Export.of(1, 10), "start=manual");
        imports.until(() -> !told(job).isEmpty());
        assertThat(told(job)).containsExactly("import.waiting_for_mapping");
        assertThat(notice(job).get("status").asText()).isEqualTo("PENDING");
        database.update("UPDATE jobs SET created_at = created_at - interval '40 days' WHERE id = ?", job);
        imports.until(() -> told(job).size() == 2);
        assertThat(told(job)).containsExactly("import.waiting_for_mapping", "import.failed");
    }

    @Test
    void whoCancelsKnowsOfIt() {
        hold();
        UUID job = uploadHeld(Export.of(1, 200));
        assertThat(call("POST", "/jobs/" + job + "/cancel", null).status()).isBetween(200, 202);
        imports.end(job);
        assertThat(told(job)).isEmpty();
    }

    @Test
    void aJobThatLostItsWorkersFails() {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        database.update(
                "UPDATE csv_upload_chunks SET status = 'PROCESSING', attempts = 99, lease_until = '2020-01-01' WHERE upload_id = ?",
                job);
        imports.end(job);
        assertThat(told(job)).containsExactly("import.failed");
        assertThat(notice(job).at("/error/code").asText()).isEqualTo("CHUNK_FAILED");
        assertThat(notice(job).get("error").has("detail")).isFalse();

        holdNoLonger();
        imports.retry(campaign, job);
        imports.end(job);
        assertThat(told(job)).containsExactly("import.failed", "import.completed");
        untilDelivered(2);
        assertThat(received(endpoint).get(0).id())
                .isNotEqualTo(received(endpoint).get(1).id());
    }

    @Test
    void anEndThatIsRolledBackIsNotTold() {
        hold();
        UUID job = uploadHeld(Export.of(1, 100));
        String end = "UPDATE jobs SET status = 'FAILED', phase = 'DONE', finished_at = clock_timestamp(),"
                + " error = '{\"code\": \"WORKER_LOST\"}' WHERE id = ?";
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            database.update(end, job);
            assertThat(told(job)).containsExactly("import.failed");
            transaction.setRollbackOnly();
        });
        assertThat(told(job)).isEmpty();
        database.update(end, job);
        assertThat(told(job)).containsExactly("import.failed");
    }

    @Test
    void aMerchantWithoutTargetsLeavesNothing() {
        assertThat(call("DELETE", "/webhooks/" + endpoint.id(), null).status()).isEqualTo(204);
        UUID job = Imports.id(imports.run(campaign, Export.of(1, 10)));
        assertThat(told(job)).isEmpty();
    }

    @Test
    void whatIsOldIsRemoved() {
        test(endpoint);
        untilDelivered(1);
        database.update(
                "UPDATE notifications SET created_at = created_at - interval '91 days' WHERE id IN"
                        + " (SELECT notification_id FROM deliveries WHERE endpoint_id = ?)",
                UUID.fromString(endpoint.id()));
        imports.until(() -> deliveries().isEmpty());
    }

    private JsonNode notice(UUID job) {
        return Imports.json(database.queryForObject(
                "SELECT data::text FROM notifications WHERE job_id = ? ORDER BY id DESC LIMIT 1", String.class, job));
    }
}
