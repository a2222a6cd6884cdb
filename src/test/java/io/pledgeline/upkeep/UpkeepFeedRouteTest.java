package io.pledgeline.upkeep;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.load.Export;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.load.RunningImports;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

class UpkeepFeedRouteTest extends RunningImports {

    private static final double CHUNKS_PER_CONSUMER = 1.3;

    @Value("${load.consumers}")
    int consumers;

    @Test
    void aBigUploadNeverHoldsMoreThanItsWindowAndASmallOneOvertakesIt() {
        UUID big = imports.upload(campaign, Export.of(1, 6000));
        imports.until(() -> completed(big) >= 2);
        Campaign other = imports.newCampaign();
        UUID small = imports.upload(other, Export.of(1, 100));
        AtomicInteger most = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        imports.until(() -> {
            most.accumulateAndGet(queued(big), Math::max);
            if (imports.document(small).get("finishedAt").isNull()) {
                return false;
            }
            left.compareAndSet(0, 60 - completed(big));
            return true;
        });
        imports.until(() -> {
            most.accumulateAndGet(queued(big), Math::max);
            return !imports.document(big).get("finishedAt").isNull();
        });

        assertThat(most.get()).isBetween(1, (int) Math.ceil(CHUNKS_PER_CONSUMER * consumers));
        assertThat(left.get()).isGreaterThan(20);
        assertThat(rows(imports.document(big))).isEqualTo("6000/0/0 of 6000");
        assertThat(rows(imports.document(small))).isEqualTo("100/0/0 of 100");
    }

    private int queued(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status IN ('PENDING', 'PROCESSING') AND queued_at IS NOT NULL",
                job);
    }

    private int completed(UUID job) {
        return imports.number(
                "SELECT count(*) FROM csv_upload_chunks WHERE upload_id = ? AND status = 'COMPLETED'", job);
    }
}
