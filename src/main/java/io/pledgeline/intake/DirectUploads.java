package io.pledgeline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.database.Row;
import io.pledgeline.http.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the direct upload that a request is about. */
@Component
class DirectUploads {

    private final IntakeSettings settings;
    private final ObjectMapper json;

    DirectUploads(IntakeSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** The workbook of the upload: the one that the same request has opened before, or else its own. */
    public UUID workbook(
            @Variable("upload") Upload upload, @Variable("answer") @Nullable Map<String, Object> repeated) {
        return repeated == null ? upload.workbook() : UUID.fromString(String.valueOf(repeated.get("workbookId")));
    }

    /** Whether this request has opened it and could not begin it; one that was opened before may have parts. */
    public boolean isStillborn(
            @Variable("answer") @Nullable Object repeated, @Variable("addresses") @Nullable Object addresses) {
        return repeated == null && addresses == null;
    }

    /** Parameters of {@code keep-direct.sql} and {@code find-completed.sql}. */
    public Map<String, Object> parameters(@Variable("workbook") UUID workbook, @Variable("merchant") UUID merchant) {
        return Map.of(
                "workbook", workbook.toString(),
                "merchant", merchant.toString(),
                "lease", settings.directLease().toSeconds() + " s");
    }

    /**
     * The upload of the row that {@code keep-direct.sql} returns.
     *
     * @throws ProblemException 404 when there is none
     */
    public DirectUpload open(@Body List<Map<String, Object>> rows, @Variable("merchant") UUID merchant)
            throws JsonProcessingException {
        if (rows.isEmpty()) {
            throw ProblemException.notFound();
        }
        Row row = new Row(rows.get(0));
        Upload upload = new Upload(
                UUID.fromString(row.text("workbook")),
                merchant,
                row.text("bucket"),
                row.text("filename"),
                row.text("content_type"),
                row.number("announced_bytes"),
                null,
                json.readValue(row.text("options"), ImportOptions.class),
                null,
                "",
                settings.merchantDirect(),
                settings.directLease().toSeconds(),
                row.number("part_size"));
        return new DirectUpload(upload, row.textOrNull("multipart_id"));
    }
}
