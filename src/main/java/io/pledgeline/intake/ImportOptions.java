package io.pledgeline.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be imported, as its sender asks.
 *
 * @param campaign slug; null is the default, or that of the corrected import
 * @param platform null is to be recognised
 * @param mode null is upsert, or that of the corrected import
 * @param sheet of an Excel workbook, by name or number; null is the first
 * @param block whether one bad row keeps the whole file out
 * @param maxErrors failed rows that are still borne; null is any number
 * @param maxErrorPercent or their share of the rows processed, 0 to 100
 * @param corrects the import whose failed rows the file brings again
 * @param manual whether the import waits for a person to confirm its mapping, whatever the file is
 */
@JsonIgnoreProperties(ignoreUnknown = true) // A later version may have kept more with a direct upload.
record ImportOptions(
        @Nullable String campaign,
        @Nullable String platform,
        @Nullable String mode,
        @Nullable String sheet,
        boolean block,
        @Nullable Integer maxErrors,
        @Nullable BigDecimal maxErrorPercent,
        @Nullable UUID corrects,
        boolean manual) {

    /** The same for corrected rows of an import, which go where that one went, in the mode that it had unless told. */
    ImportOptions like(String formerCampaign, String formerMode) {
        return new ImportOptions(
                formerCampaign,
                platform,
                mode == null ? formerMode : mode,
                sheet,
                block,
                maxErrors,
                maxErrorPercent,
                corrects,
                manual);
    }

    void putInto(Map<String, Object> parameters) {
        parameters.put("campaign", campaign == null ? "default" : campaign);
        parameters.put("platform", platform);
        parameters.put("mode", mode == null ? "upsert" : mode);
        parameters.put("sheet", sheet);
        parameters.put("onError", block ? "block" : "skip");
        parameters.put("maxErrors", maxErrors);
        parameters.put("maxErrorPercent", maxErrorPercent);
        parameters.put("corrects", corrects == null ? null : corrects.toString());
        parameters.put("manual", manual);
    }
}
