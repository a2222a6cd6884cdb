package io.pledgeline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.erase.Traces;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.services.s3.S3Client;

class ErasureWithModelTest extends RunningModel {

    @Autowired
    S3Client s3;

    @Value("${storage.bucket}")
    String bucket;

    @Test
    void whatAModelHasReadOfAPersonGoesAndIsNotReadAgain() {
        Traces traces = new Traces(database, s3, bucket);
        Export export = sentences(3, n -> sentence(n + 770_000));
        imports.end(start(export));
        assertThat(traces.of("b770002@example.org"))
                .contains("ai_answers: b770002@example.org", "ai_batches: b770002@example.org");

        JsonNode erased = imports.end(erasure("b770002@example.org"));
        assertThat(erased.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(erased.at("/results/erased/rows").asInt()).isEqualTo(1);
        assertThat(traces.of("b770002@example.org", "Backer 770002")).isEmpty();
        assertThat(traces.of("Backer 770001")).contains("ai_batches: Backer 770001");

        JsonNode again = imports.end(start(export));
        assertThat(Imports.rows(again)).isEqualTo("2/0/1 of 3");
        producer.sendBody("direct:erase-late", "");
        producer.sendBody("direct:retention-objects", Map.of());
        assertThat(traces.of("b770002@example.org", "Backer 770002")).isEmpty();
    }

    private UUID erasure(String email) {
        return database.queryForObject("""
                WITH job AS (INSERT INTO jobs (merchant_id, kind, phase, target)
                    SELECT merchant_id, 'ERASE', 'STORED', merchant_id FROM campaigns WHERE slug = ? RETURNING id, merchant_id)
                INSERT INTO erasures (id, merchant_id, email) SELECT id, merchant_id, ? FROM job
                RETURNING id""", UUID.class, campaign.slug(), email);
    }
}
