package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.platform.Choices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A preview while the files of its workbook are read one by one. */
public final class PreviewDraft {

    private final AnalysisTask task;
    private final Choices choices;
    private final Set<String> missing;
    private final int most;
    private final List<ObjectNode> rows = new ArrayList<>();

    /** @param missing the required fields that no column gives */
    PreviewDraft(AnalysisTask task, Choices choices, Set<String> missing, int most) {
        this.task = task;
        this.choices = choices;
        this.missing = missing;
        this.most = most;
    }

    AnalysisTask task() {
        return task;
    }

    Choices choices() {
        return choices;
    }

    Set<String> missing() {
        return missing;
    }

    void show(Collection<ObjectNode> more) {
        rows.addAll(more);
    }

    List<ObjectNode> rows() {
        return rows;
    }

    /** How many more rows are shown. */
    public int room() {
        return most - rows.size();
    }

    /** The files to read, as long as there is room. */
    public List<WorkbookFile> files() {
        return task.files();
    }
}
