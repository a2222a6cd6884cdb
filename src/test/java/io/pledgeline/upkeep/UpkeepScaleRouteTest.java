package io.pledgeline.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.WithRealServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The fleet's routes on rows that nobody but this test works on, and a server that speaks Render's API. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "roles.worker=false",
            "scale.api-key=render-key",
            "scale.service=srv-day",
            "scale.max=8",
            "upkeep.fleet.period=1h"
        })
@WithRealServices
class UpkeepScaleRouteTest {

    private static final RenderServer RENDER = new RenderServer("srv-day", "render-key");
    private static final int MOST = 8;

    @Autowired
    JdbcTemplate database;

    @Autowired
    ProducerTemplate producer;

    @DynamicPropertySource
    static void render(DynamicPropertyRegistry registry) {
        registry.add("scale.api-url", RENDER::url);
    }

    @AfterAll
    static void stop() {
        RENDER.close();
    }

    @BeforeEach
    void forget() {
        database.execute("TRUNCATE fleets, csv_upload_chunks, csv_uploads, jobs, workbooks, campaigns CASCADE");
        RENDER.fail(0);
        RENDER.setInstances(1);
        RENDER.asked().clear();
    }

    @Test
    void aDayOfLoadNeverLeavesTheBoundsNeverFlapsAndNeverWaitsForLong() {
        var day = new SimulatedDay(database);
        var alone = new SimulatedAge();
        List<int[]> changes = new ArrayList<>();
        int oldest = 0;
        long paid = 0;
        for (int minute = 0; minute < SimulatedDay.MINUTES; minute++) {
            int chunks = day.arriving(minute);
            day.arrive(minute, chunks);
            alone.add(minute, chunks);
            int before = RENDER.instances();
            producer.sendBody("direct:upkeep-turn", null);
            if (RENDER.instances() != before) {
                changes.add(new int[] {minute, RENDER.instances() - before});
            }
            day.work(RENDER.instances());
            paid += RENDER.instances();
            oldest = Math.max(oldest, day.age(minute));
            day.aMinutePasses();
        }
        System.out.printf(
                "A day: %d changes of the fleet, %.1f workers on average, the oldest import %d min old (%d min with one worker)%n",
                changes.size(), (double) paid / SimulatedDay.MINUTES, oldest, alone.oldest());

        assertThat(RENDER.asked())
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked).isBetween(1, MOST));
        assertThat(RENDER.asked()).contains(MOST);
        assertThat(turns(changes))
                .as("minutes between a change and its contrary")
                .allSatisfy(minutes -> assertThat(minutes).isGreaterThanOrEqualTo(10));
        // Three big files, three in a row, one evening: up and down for each, down in at most three halves.
        assertThat(turns(changes)).hasSizeLessThanOrEqualTo(2 * 5 + 2);
        // 6,000 chunks for eight workers are 2.5 minutes of work; to notice and to start takes as long again.
        assertThat(oldest).isLessThanOrEqualTo(8);
        assertThat(alone.oldest()).as("without a fleet that grows").isGreaterThan(120);
        assertThat(day.waiting()).isLessThan(SimulatedDay.CHUNKS_A_MINUTE * (long) MOST);
    }

    /** Minutes between changes that go opposite ways. */
    private static List<Integer> turns(List<int[]> changes) {
        List<Integer> turns = new ArrayList<>();
        for (int i = 1; i < changes.size(); i++) {
            if (Integer.signum(changes.get(i)[1]) != Integer.signum(changes.get(i - 1)[1])) {
                turns.add(changes.get(i)[0] - changes.get(i - 1)[0]);
            }
        }
        return turns;
    }

    /** What became of the same load with one worker. */
    private static final class SimulatedAge {

        private final List<int[]> open = new ArrayList<>();
        private int oldest;

        void add(int minute, int chunks) {
            open.add(new int[] {minute, chunks});
            int capacity = SimulatedDay.CHUNKS_A_MINUTE;
            while (capacity > 0 && !open.isEmpty()) {
                int done = Math.min(capacity, open.get(0)[1]);
                capacity -= done;
                open.get(0)[1] -= done;
                if (open.get(0)[1] == 0) {
                    open.remove(0);
                }
            }
            oldest = Math.max(oldest, open.isEmpty() ? 0 : minute - open.get(0)[0]);
        }

        int oldest() {
            return oldest;
        }
    }

    @Test
    void ofWorkersThatAskAtOnceOneHasTheTurn() {
        new SimulatedDay(database).arrive(0, 2000);

        Stream.generate(() -> CompletableFuture.runAsync(() -> producer.sendBody("direct:upkeep-turn", null)))
                .limit(6)
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(RENDER.asked()).containsExactly(7);
    }

    @Test
    void aChangeThatRenderRefusesIsNotNotedAndAskedForAgain() {
        var day = new SimulatedDay(database);
        day.arrive(0, 500);
        RENDER.fail(500);

        assertThatThrownBy(() -> producer.sendBody("direct:upkeep-turn", null)).isNotNull();
        assertThat(database.queryForObject("SELECT changed_at FROM fleets", java.sql.Timestamp.class))
                .isNull();

        RENDER.fail(0);
        producer.sendBody("direct:upkeep-turn", null);
        assertThat(RENDER.asked()).as("the turn of this period is taken").isEmpty();
        day.aMinutePasses();
        producer.sendBody("direct:upkeep-turn", null);
        assertThat(RENDER.asked()).containsExactly(2);
    }

    @Test
    void anImportThatWaitsForAPersonIsNoWorkForAWorker() {
        var day = new SimulatedDay(database);
        day.arrive(0, 5000);
        database.update("UPDATE jobs SET status = 'PENDING', phase = 'WAITING_FOR_MAPPING'");

        producer.sendBody("direct:upkeep-turn", null);

        assertThat(RENDER.asked()).isEmpty();
    }

    @Test
    void anImportWithoutAChunkIsMeasuredByItsSize() {
        var day = new SimulatedDay(database);
        day.arrive(0, 1);
        database.execute("TRUNCATE csv_upload_chunks CASCADE");
        database.update("UPDATE workbooks SET size_bytes = 230 * 1024 * 901");

        Object work = producer.requestBody("direct:upkeep-measure", (Object) null);

        assertThat(work).isEqualTo(new Workload(901, java.time.Duration.ZERO));
    }

    @Test
    void whatIsRetriedWaitsSinceThen() {
        UUID job = daysAgo("FAILED");
        database.update(
                "UPDATE csv_upload_chunks SET status = 'FAILED', rows_imported = 0, error = '{\"code\": \"DATABASE\"}'");
        sql("jobs/sql/retry-job.sql", Map.of("job", job, "merchant", merchant()));

        assertThat(waiting()).isEqualTo("1 since now");
    }

    @Test
    void whatWasJudgedWaitsSinceAllWas() {
        UUID job = daysAgo("PROCESSING");
        database.update("UPDATE csv_upload_chunks SET status = 'PROCESSING', rows_imported = 0, attempts = 1");
        sql(
                "load/sql/judge-chunk.sql",
                Map.of("errors", "[]", "rowsFailed", 0, "upload", job, "chunk", 1, "attempt", 1));
        assertThat(waiting()).isEqualTo("1 since long");
        database.update("UPDATE csv_uploads SET validated_at = clock_timestamp()");

        assertThat(waiting()).isEqualTo("1 since now");
    }

    @Test
    void aFileThatAModelReadsWaitsForTheModelAndNotForWorkers() {
        new SimulatedDay(database).arrive(0, 5000);
        assertThat(waiting()).isEqualTo("5000 since now");
        database.update("INSERT INTO ai_batches (upload_id, chunk, first_row, rows, origin_row, depth)"
                + " SELECT upload_id, number, 1, 1, 1, 0 FROM csv_upload_chunks");

        assertThat(waiting()).isEqualTo("0 since now");
    }

    /** An import that is cut, with one chunk, of three days ago. */
    private UUID daysAgo(String status) {
        new SimulatedDay(database).arrive(0, 1);
        database.update("""
                UPDATE jobs SET created_at = created_at - interval '3 days', status = ?::upload_status,
                    finished_at = CASE WHEN ? = 'FAILED' THEN clock_timestamp() END""", status, status);
        database.update(
                "UPDATE csv_uploads SET split_closed_at = clock_timestamp() - interval '3 days', rows_total = 1,"
                        + " chunks_total = 1");
        database.update("UPDATE csv_upload_chunks SET started_at = clock_timestamp() - interval '3 days'");
        return database.queryForObject("SELECT id FROM jobs", UUID.class);
    }

    private UUID merchant() {
        return database.queryForObject("SELECT id FROM merchants WHERE slug = 'default'", UUID.class);
    }

    private void sql(String file, Map<String, Object> parameters) {
        Exchange done = producer.send("direct:sql", exchange -> {
            exchange.setProperty("sql", file);
            exchange.getMessage().setBody(parameters);
        });
        assertThat(done.getException()).isNull();
    }

    private String waiting() {
        return database.queryForObject(
                "SELECT chunks || ' since ' || CASE WHEN oldest < 60 THEN 'now' ELSE 'long' END FROM waiting_work",
                String.class);
    }
}
