package io.pledgeline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.FailedCsv;
import io.pledgeline.load.Imports;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Corrected rows of a column that a model reads. */
class AiCorrectionTest extends RunningModel {

    @Test
    void theModelReadsTheCorrectedCellsToo() {
        UUID first = start(sentences(3, n -> n == 2 ? "thanks" : sentence(n)));
        assertThat(Imports.rows(imports.end(first))).isEqualTo("2/1/0 of 3");

        byte[] csv = FailedCsv.of(imports, campaign, first)
                .set(1, "What do you want?", sentence(2))
                .fromSpreadsheet()
                .bytes();
        JsonNode second = imports.end(imports.upload(campaign, csv, "corrects=" + first));

        assertThat(Imports.rows(second)).as(second.toString()).isEqualTo("1/0/0 of 1");
        assertThat(Imports.rows(imports.document(first))).isEqualTo("3/0/0 of 3");
        assertThat(calls(Imports.id(second))).isEqualTo(1);
        assertThat(imports.number(
                        "SELECT count(*) FROM backers b JOIN campaigns c ON c.id = b.campaign_id WHERE c.slug = ? AND b.email = 'b2@example.org'",
                        campaign.slug()))
                .isEqualTo(1);
    }
}
