package io.pledgeline.analysis;

import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Detection;
import io.pledgeline.platform.Fingerprint;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Platforms;
import io.pledgeline.platform.Proposal;
import io.pledgeline.split.FileHead;
import io.pledgeline.split.FileHeads;
import io.pledgeline.split.SplitFailedException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Proposes what the columns of a workbook mean, file by file, so that the start of only one is in memory. */
@Component
class Proposals {

    private static final String CONFIRMED_BEFORE =
            "SELECT choices::text FROM remembered_mappings WHERE merchant_id = ? AND fingerprint = ?"
                    + " ORDER BY campaign_id = ? DESC, confirmed_at DESC LIMIT 1";

    private final AnalysisSettings settings;
    private final FileHeads heads;
    private final Platforms platforms;
    private final PreviewRows preview;
    private final JdbcClient jdbc;

    Proposals(AnalysisSettings settings, FileHeads heads, Platforms platforms, PreviewRows preview, JdbcClient jdbc) {
        this.settings = settings;
        this.heads = heads;
        this.platforms = platforms;
        this.preview = preview;
        this.jdbc = jdbc;
    }

    /** The draft before any file was looked at. */
    public Draft begin(@Variable("task") AnalysisTask task) {
        Draft draft = new Draft();
        if (task.filesInAll() > task.files().size()) {
            draft.warn(new Mapping.Warning(
                    "FILES_LEFT_OUT",
                    "Of the " + task.filesInAll() + " files the first "
                            + task.files().size() + " were looked at."));
        }
        return draft;
    }

    /**
     * Adds what is proposed for a file to the draft of its workbook.
     *
     * @param in the file, which is let go of
     * @param suggestions of a model, for columns of which nothing else is sure
     * @throws SplitFailedException if the file cannot be read
     */
    public void add(
            @Body InputStream in,
            @Variable("slice") WorkbookFile file,
            @Variable("task") AnalysisTask task,
            @Variable("draft") Draft draft,
            @Variable("suggestions") List<Proposal.Suggestion> suggestions) {
        FileHead head = head(in, file, task);
        List<String> headers = head.headers();
        Optional<Choices> remembered = remembered(task, headers);
        String platform = draft.platform(() -> platform(task, head, remembered));
        Choices choices = draft.add(
                file.name(),
                headers,
                platforms.propose(
                        platform, headers, head.rows(), task.settings(), remembered.orElse(null), suggestions));
        Mapping mapping = platforms.resolve(platform, headers, head.rows(), task.settings(), choices);
        draft.miss(mapping.missing());
        draft.show(preview.of(
                head, mapping, task.isOfMany() ? file.name() : null, settings.previewRows() - draft.rowsShown()));
    }

    /** Notes that a model was to be asked but did not answer. */
    public void withoutAdvice(@Variable("draft") Draft draft) {
        draft.warn(new Mapping.Warning(
                "AI_UNAVAILABLE", "The model could not be asked about the columns of which nothing else is sure."));
    }

    private FileHead head(InputStream in, WorkbookFile file, AnalysisTask task) {
        try {
            FileHead head = heads.open(in, file.bytes()).orElseThrow(() -> notUnpacked(task));
            if (head.isBlank() && !task.isOfMany()) {
                throw FileHead.noRows();
            }
            return head;
        } catch (SplitFailedException e) {
            throw task.isOfMany()
                    ? new SplitFailedException(e.code(), file.name() + ": " + e.getMessage(), e.row())
                    : e;
        }
    }

    /** Its import ended before anything came out of the container. */
    private static SplitFailedException notUnpacked(AnalysisTask task) {
        SplitFailedException why = task.importFailure();
        return why == null
                ? new SplitFailedException("NO_CSV", "Nothing could be unpacked from the uploaded file.", null)
                : why;
    }

    private String platform(AnalysisTask task, FileHead head, Optional<Choices> remembered) {
        String known = task.platform();
        if (known != null && platforms.knows(known)) {
            return known;
        }
        if (remembered.isPresent() && platforms.knows(remembered.get().platform())) {
            return remembered.get().platform();
        }
        return platforms.detect(head.headers(), head.rows()) instanceof Detection.Recognised recognised
                ? recognised.platform()
                : platforms.fallback();
    }

    private Optional<Choices> remembered(AnalysisTask task, List<String> headers) {
        return jdbc.sql(CONFIRMED_BEFORE)
                .params(task.merchant(), Fingerprint.of(headers), task.campaign())
                .query(String.class)
                .optional()
                .map(Choices::fromJson);
    }
}
