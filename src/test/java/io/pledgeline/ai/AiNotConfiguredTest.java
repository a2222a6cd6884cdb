package io.pledgeline.ai;

import static io.pledgeline.load.Imports.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.RunningImports;
import io.pledgeline.platform.Proposal;
import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.RowKind;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Without a key everything else works. */
class AiNotConfiguredTest extends RunningImports {

    @Test
    void anImportWhoseMappingAsksAModelEndsByName() {
        UUID job = imports.upload(campaign, RunningModel.sentences(3, RunningModel::sentence), "start=manual");
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        RunningModel.confirm(database, job);
        JsonNode document = imports.end(job);

        assertThat(document.get("status").asText()).isEqualTo("FAILED");
        assertThat(document.at("/error/detail").asText()).contains("AI_NOT_CONFIGURED");
        assertThat(rows(document)).isEqualTo("0/3/0 of 3");
    }

    @Test
    void nobodySuggestsWhatColumnsMean() {
        Column column = new Column("Ort", 1, "ignored", 0, Source.SIMILAR, "", List.of());
        Exchange answer = producer.send("direct:ai-columns", exchange -> {
            exchange.setVariable(
                    "proposal", new Proposal("generic", RowKind.PLEDGE, List.of(column), List.of(), List.of()));
            exchange.setVariable("job", UUID.randomUUID());
        });

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(List.class)).isEmpty();
        assertThat(answer.getVariable("advice")).isNull();
    }
}
