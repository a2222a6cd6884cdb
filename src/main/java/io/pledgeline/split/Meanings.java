package io.pledgeline.split;

import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Detection;
import io.pledgeline.platform.Fingerprint;
import io.pledgeline.platform.Mapping.Warning;
import io.pledgeline.platform.Platforms;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out what the columns of a file mean: by what was confirmed for this import, else by the platform that was asked
 * for, by what was confirmed for the same headers in this campaign before, or by the platform that is recognised.
 */
@Component
class Meanings {

    private static final String REMEMBERED =
            "SELECT choices::text AS choices, filename, iso_utc(confirmed_at) AS confirmed FROM remembered_mappings"
                    + " WHERE campaign_id = ? AND fingerprint = ?";

    private final Platforms platforms;
    private final JdbcClient jdbc;

    Meanings(Platforms platforms, JdbcClient jdbc) {
        this.platforms = platforms;
        this.jdbc = jdbc;
    }

    private record Remembered(Choices choices, String filename, String confirmed) {}

    /** @throws SplitFailedException if the file is of another platform than those before it in the same workbook */
    Meaning find(Slice slice, FileHead head) {
        Choices confirmed = slice.choices();
        if (confirmed != null) {
            return new Meaning.Found(confirmed.platform(), confirmed, List.of());
        }
        if (slice.manual()) {
            return Meaning.open(null, null);
        }
        if (slice.platform() != null && slice.platformAsked()) {
            return new Meaning.Found(slice.platform(), null, List.of());
        }
        return remembered(slice, head).map(found -> recalled(slice, found)).orElseGet(() -> recognised(slice, head));
    }

    private Optional<Remembered> remembered(Slice slice, FileHead head) {
        return jdbc.sql(REMEMBERED)
                .params(slice.campaign(), Fingerprint.of(head.headers()))
                .query((row, n) -> new Remembered(
                        Choices.fromJson(row.getString("choices")),
                        row.getString("filename"),
                        row.getString("confirmed")))
                .optional();
    }

    private Meaning recalled(Slice slice, Remembered found) {
        if (found.choices().isForAi()) {
            return Meaning.open(
                    "CONSENT_REQUIRED",
                    "The mapping that was confirmed for these columns gives some of them to a model. That is confirmed for each"
                            + " file: " + Meaning.ask(slice.workbook()));
        }
        if (!platforms.knows(found.choices().platform())) {
            return Meaning.open(
                    "PLATFORM_UNKNOWN",
                    "The mapping that was confirmed for these columns was for "
                            + found.choices().platform() + ", which is not known any more. "
                            + Meaning.ask(slice.workbook()));
        }
        refuseOther(slice, found.choices().platform());
        Warning used = new Warning(
                "MAPPING_REMEMBERED",
                (slice.isOneOfMany() ? slice.filename() + ": " : "") + "Read as confirmed for " + found.filename()
                        + " on " + found.confirmed() + ".");
        return new Meaning.Found(found.choices().platform(), found.choices(), List.of(used));
    }

    private Meaning recognised(Slice slice, FileHead head) {
        Detection detection = platforms.detect(head.headers(), head.rows());
        if (detection instanceof Detection.Recognised recognised) {
            refuseOther(slice, recognised.platform());
            return new Meaning.Found(recognised.platform(), null, List.of());
        }
        if (slice.platform() != null) {
            return new Meaning.Found(slice.platform(), null, List.of());
        }
        return new Meaning.Open(
                "PLATFORM_UNKNOWN",
                "The columns do not tell which platform this file is from. " + Meaning.ask(slice.workbook())
                        + " Or send it again with ?platform=, one of " + String.join(", ", platforms.names()) + ".",
                ((Detection.Unknown) detection).candidates());
    }

    /** All files of one import are of one platform: under another's keys their records would overwrite each other. */
    private static void refuseOther(Slice slice, String found) {
        if (slice.platform() != null && !slice.platform().equals(found)) {
            throw new SplitFailedException(
                    "MIXED_PLATFORMS",
                    "The file is from " + found + ", but the one before it in the ZIP from " + slice.platform()
                            + ". Send them one by one.",
                    null);
        }
    }
}
