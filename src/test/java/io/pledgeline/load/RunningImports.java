package io.pledgeline.load;

import io.pledgeline.WithServicesApart;
import io.pledgeline.load.Imports.Campaign;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole application with both roles, small chunks and an upkeep in a hurry, on a database of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"split.chunk-rows=100", "split.slice-chunks=4", "upkeep.stale=2s", "upkeep.sweep.period=1s"})
@WithServicesApart
abstract class RunningImports {

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate database;

    @Autowired
    ProducerTemplate producer;

    Imports imports;
    Campaign campaign;

    @BeforeEach
    void openCampaign() {
        imports = new Imports(() -> port, database);
        campaign = imports.newCampaign();
    }

    /** Keeps the chunks of the campaign's next uploads out of the queue until they are run by hand. */
    void hold() {
        database.execute("CREATE TABLE IF NOT EXISTS held (slug text PRIMARY KEY)");
        database.execute(
                """
                CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (SELECT FROM held JOIN campaigns c USING (slug) JOIN csv_uploads u ON u.campaign_id = c.id
                               WHERE u.id = NEW.upload_id) THEN
                        NEW.queued_at = 'infinity';
                    END IF;
                    RETURN NEW;
                END
                $$""");
        database.execute("CREATE OR REPLACE TRIGGER hold BEFORE INSERT ON csv_upload_chunks FOR EACH ROW EXECUTE FUNCTION hold()");
        database.update("INSERT INTO held VALUES (?)", campaign.slug());
    }

    void holdNoLonger() {
        database.update("DELETE FROM held WHERE slug = ?", campaign.slug());
    }

    /** Uploads a file whose chunks are held, and waits until it is split. */
    UUID uploadHeld(Export export) {
        UUID job = imports.upload(campaign, export);
        untilSplit(job);
        return job;
    }

    void untilSplit(UUID job) {
        imports.until(() -> imports.number(
                        "SELECT count(*) FROM csv_uploads WHERE id = ? AND split_closed_at IS NOT NULL", job)
                == 1);
    }

    void load(UUID job, int chunk) {
        producer.sendBody("direct:load-chunk", job + "/" + chunk);
    }
}
