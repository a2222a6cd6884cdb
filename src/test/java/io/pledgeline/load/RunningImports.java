package io.pledgeline.load;

import io.pledgeline.WithRealServices;
import io.pledgeline.load.Imports.Campaign;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The whole application with both roles, small chunks and an upkeep in a hurry, on a database of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "split.chunk-rows=100",
            "split.slice-chunks=4",
            "split.max-columns=2000",
            "erase.page=40",
            "undo.records=100",
            "undo.window=150",
            "undo.steps=2",
            "upkeep.stale=2s",
            "upkeep.sweep.period=1s",
            "upkeep.expire.period=1s"
        })
@WithRealServices
public abstract class RunningImports {

    @LocalServerPort
    protected int port;

    @Autowired
    protected JdbcTemplate database;

    @Autowired
    protected ProducerTemplate producer;

    protected Imports imports;
    protected Campaign campaign;

    @BeforeEach
    void openCampaign() {
        imports = new Imports(() -> port, database);
        campaign = imports.newCampaign();
    }

    /** Keeps the chunks of the campaign's next uploads out of the queue until they are run by hand. */
    protected void hold() {
        database.execute("CREATE TABLE IF NOT EXISTS held (slug text PRIMARY KEY)");
        database.execute("""
                CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (SELECT FROM held JOIN campaigns c USING (slug) JOIN csv_uploads u ON u.campaign_id = c.id
                               WHERE u.id = NEW.upload_id) THEN
                        NEW.queued_at = 'infinity';
                    END IF;
                    RETURN NEW;
                END
                $$""");
        database.execute(
                "CREATE OR REPLACE TRIGGER hold BEFORE INSERT ON csv_upload_chunks FOR EACH ROW EXECUTE FUNCTION hold()");
        database.update("INSERT INTO held VALUES (?)", campaign.slug());
    }

    protected void holdNoLonger() {
        database.update("DELETE FROM held WHERE slug = ?", campaign.slug());
    }

    /** Uploads a file whose chunks are held, and waits until it is split. */
    protected UUID uploadHeld(Export export, String... query) {
        UUID job = imports.upload(campaign, export, query);
        untilSplit(job);
        return job;
    }

    protected void untilSplit(UUID job) {
        imports.until(() ->
                imports.number("SELECT count(*) FROM csv_uploads WHERE id = ? AND split_closed_at IS NOT NULL", job)
                        == 1);
    }

    protected void load(UUID job, int chunk) {
        producer.sendBody("direct:load-chunk", job + "/" + chunk);
    }

    /** Lets a trigger run this before every row that is written to the table, until the test ends. */
    protected void beforeEachRow(String table, String statements) {
        trigger(table, "FOR EACH ROW", "INSERT OR UPDATE", statements);
    }

    /** Lets every statement that inserts into the table wait while {@link #closedGate} is held. */
    protected void gate(String table) {
        trigger(table, "FOR EACH STATEMENT", "INSERT", "PERFORM pg_advisory_xact_lock_shared(4711);");
    }

    private void trigger(String table, String each, String events, String statements) {
        database.execute("CREATE OR REPLACE FUNCTION rule_of_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                + statements + " RETURN NEW; END $$");
        database.execute("CREATE TRIGGER rule_of_test BEFORE " + events + " ON " + table + " " + each
                + " EXECUTE FUNCTION rule_of_test()");
    }

    @AfterEach
    void dropRules() {
        List.of("backers", "pledges", "products", "inventory", "csv_upload_chunks", "undo_records", "jobs")
                .forEach(table -> database.execute("DROP TRIGGER IF EXISTS rule_of_test ON " + table));
        database.execute("ALTER TABLE backers DROP CONSTRAINT IF EXISTS no_poison");
        database.execute("ALTER TABLE products DROP CONSTRAINT IF EXISTS no_poison");
    }

    /** Closes the gate until the connection is closed. */
    protected Connection closedGate() throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database.getDataSource());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
        }
        return connection;
    }

    protected void open(Connection gate) throws SQLException {
        try (Statement statement = gate.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        }
        gate.close();
    }

    /** Waits until somebody stands before the closed gate. */
    protected void untilSomebodyWaits() {
        imports.until(() -> waitingBeforeTheGate() > 0);
    }

    protected int waitingBeforeTheGate() {
        return waiting("objid = 4711");
    }

    protected int waitingForAdvisoryLocks() {
        return waiting("true");
    }

    private int waiting(String which) {
        return imports.number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted AND " + which);
    }
}
