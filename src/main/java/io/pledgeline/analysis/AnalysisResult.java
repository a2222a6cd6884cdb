package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.platform.Proposal;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Writes a proposal down, in the parameters of {@code store-analysis.sql}: the cells of the file apart from all else. */
@Component
class AnalysisResult {

    private record Preview(List<List<String>> samples, List<ObjectNode> rows) {}

    public Map<String, Object> parameters(@Variable("task") AnalysisTask task, @Variable("draft") Draft draft) {
        Proposal proposal = draft.proposal();
        ObjectNode written = (ObjectNode) Json.tree(proposal);
        for (int i = 0; i < proposal.columns().size(); i++) {
            ObjectNode column = (ObjectNode) written.get("columns").get(i);
            column.remove(List.of("samples", "ofPlatform"));
            column.put("confirmed", proposal.columns().get(i).confirmed());
        }
        written.set("files", Json.tree(draft.files()));
        Preview preview = new Preview(
                proposal.columns().stream().map(Proposal.Column::samples).toList(), draft.rows());
        return Map.of(
                "analysis", task.id(),
                "attempt", task.attempt(),
                "platform", proposal.platform(),
                "proposal", Json.write(written),
                "preview", Json.write(preview));
    }
}
