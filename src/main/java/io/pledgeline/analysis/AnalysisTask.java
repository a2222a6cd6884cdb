package io.pledgeline.analysis;

import com.fasterxml.jackson.core.type.TypeReference;
import io.pledgeline.database.Row;
import io.pledgeline.platform.CampaignSettings;
import io.pledgeline.split.SplitFailedException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An analysis that this worker has claimed.
 *
 * @param attempt the attempt that holds the claim, from 1
 * @param platform asked for or found when the workbook was to be imported; null when nobody knows
 * @param importFailure why that import failed, null when it did not
 * @param files to look at
 * @param filesInAll how many the workbook has
 */
public record AnalysisTask(
        UUID id,
        int attempt,
        UUID merchant,
        UUID campaign,
        CampaignSettings settings,
        @Nullable String platform,
        @Nullable SplitFailedException importFailure,
        List<WorkbookFile> files,
        int filesInAll) {

    private static final TypeReference<List<WorkbookFile>> FILES = new TypeReference<>() {};

    /** Reads the row that {@code claim-analysis.sql} returns. */
    static AnalysisTask of(Row row) {
        return new AnalysisTask(
                row.uuid("id"),
                row.integer("attempts"),
                row.uuid("merchant_id"),
                row.uuid("campaign_id"),
                new CampaignSettings(ZoneId.of(row.text("timezone")), row.textOrNull("currency")),
                row.textOrNull("platform"),
                row.isNull("code")
                        ? null
                        : new SplitFailedException(row.text("code"), String.valueOf(row.textOrNull("detail")), null),
                Json.read(row.text("first"), FILES),
                row.integer("files"));
    }

    /** Whether the workbook holds several files. */
    boolean isOfMany() {
        return filesInAll > 1;
    }
}
