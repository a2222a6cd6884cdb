package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.database.Row;
import io.pledgeline.http.ProblemException;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Platforms;
import io.pledgeline.split.FileHead;
import io.pledgeline.split.FileHeads;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Shows the first rows of a workbook as they would be imported with a mapping, and keeps nothing of it. */
@Component
class MappingPreview {

    private final AnalysisSettings settings;
    private final ConfirmedMapping confirmed;
    private final FileHeads heads;
    private final Platforms platforms;
    private final PreviewRows preview;

    MappingPreview(
            AnalysisSettings settings,
            ConfirmedMapping confirmed,
            FileHeads heads,
            Platforms platforms,
            PreviewRows preview) {
        this.settings = settings;
        this.confirmed = confirmed;
        this.heads = heads;
        this.platforms = platforms;
        this.preview = preview;
    }

    /** A preview before any file was read. */
    public PreviewDraft begin(
            @Body List<Map<String, Object>> rows, @Variable("confirmation") Confirmation confirmation) {
        Row row = new Row(rows.get(0));
        JsonNode proposal = confirmed.proposal(row);
        ConfirmedMapping.refuseUnseen(row.text("analysis"), confirmation);
        LaidMapping laid = LaidMapping.of(proposal, confirmation.changes());
        if (row.isTrue("expired")) {
            throw new ProblemException(410, "EXPIRED", "The uploaded file is no longer kept.");
        }
        Set<String> missing = new TreeSet<>();
        laid.files().forEach(file -> missing.addAll(laid.missing(file, platforms, ConfirmedMapping.settings(row))));
        return new PreviewDraft(AnalysisTask.of(row), laid.choices(), missing, settings.previewRows());
    }

    /** Adds the rows of a file, which is let go of. */
    public void add(
            @Body InputStream in, @Variable("slice") WorkbookFile file, @Variable("preview") PreviewDraft draft) {
        FileHead head = heads.open(in, file.bytes())
                .orElseThrow(() -> new ProblemException(
                        409, "NOT_ANALYZED", "The files of the workbook have changed: ask for another proposal."));
        AnalysisTask task = draft.task();
        Mapping mapping = platforms.resolve(
                draft.choices().platform(), head.headers(), head.rows(), task.settings(), draft.choices());
        draft.show(preview.of(head, mapping, task.isOfMany() ? file.name() : null, draft.room()));
    }

    public String answer(@Variable("preview") PreviewDraft draft) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("rows");
        rows.addAll(draft.rows());
        ArrayNode missing = answer.putArray("missing");
        draft.missing().forEach(missing::add);
        return Json.write(answer);
    }
}
