package io.pledgeline.ai;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AiHandBackTest extends RunningModel {

    @Test
    void aBatchThatIsHandedBackIsAskedAgainAtOnceAndItsFirstAnswerDoesNotCount() {
        CountDownLatch never = new CountDownLatch(1);
        int before = MODEL.calls().size();
        MODEL.does((call, http) -> {
            if (MODEL.calls().size() == before + 1) {
                never.await(10, TimeUnit.SECONDS);
            }
            FakeModel.good(call, http);
        });
        UUID job = start(sentences(8, RunningModel::sentence));
        imports.until(() -> calls(job) == 1);

        producer.sendBody("direct:upkeep-release", "");

        assertThat(rows(imports.end(job))).isEqualTo("8/0/0 of 8");
        // Of a busy machine the second claim may have been put off as well.
        assertThat(imports.number(
                        "SELECT count(*) FROM ai_batches WHERE upload_id = ? AND claims > 1 AND attempts < claims",
                        job))
                .isEqualTo(1);
        never.countDown();
    }
}
