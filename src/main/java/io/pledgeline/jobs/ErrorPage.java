package io.pledgeline.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.http.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers one page of what is wrong with the rows of a job, as JSON. */
@Component
class ErrorPage {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNKS_AT_ONCE = 8;
    /** Where most of what is read may be left out. */
    private static final int SEARCHED_AT_ONCE = 64;

    private final FailedChunks chunks;

    ErrorPage(FailedChunks chunks) {
        this.chunks = chunks;
    }

    /** An error and the chunk of its row. */
    private record Found(RowError error, int chunk) {}

    /** @param context whether each error comes with the cells of its row */
    public String read(
            @Variable("job") UUID job,
            @Variable("page") Page page,
            @Variable("filter") ErrorFilter filter,
            @Variable("context") boolean context)
            throws JsonProcessingException {
        List<FailedChunks.WorkbookFile> files = chunks.files(job);
        ErrorTexts texts = new ErrorTexts(files);
        List<Found> found = new ArrayList<>();
        Position next = find(job, page, filter, texts, found);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        found.forEach(one -> items.add((ObjectNode) JSON.valueToTree(one.error())));
        if (context) {
            addCells(job, found, files, items);
        }
        answer.put("nextCursor", next == null ? null : next.cursor());
        return JSON.writeValueAsString(answer);
    }

    /** Fills a page and says where the next one begins, null if there is none. */
    private @Nullable Position find(UUID job, Page page, ErrorFilter filter, ErrorTexts texts, List<Found> found) {
        Position at = Position.of(page);
        int atOnce = filter.isAny() ? CHUNKS_AT_ONCE : SEARCHED_AT_ONCE;
        List<FailedChunk> some = chunks.read(job, at.chunk(), atOnce, false, filter.traces());
        while (!some.isEmpty()) {
            for (FailedChunk chunk : some) {
                List<RowError> errors = chunk.errors();
                for (int i = chunk.number() == at.chunk() ? at.index() : 0; i < errors.size(); i++) {
                    RowError shown = texts.shown(errors.get(i), chunk.file());
                    if (!filter.takes(shown)) {
                        continue;
                    }
                    if (found.size() == page.limit()) {
                        return new Position(chunk.number(), i);
                    }
                    found.add(new Found(shown, chunk.number()));
                }
            }
            some = chunks.read(job, some.get(some.size() - 1).number() + 1, atOnce, false, filter.traces());
        }
        return null;
    }

    /** The cells are long: those of one chunk are in memory at a time, of which few rows are shown. */
    private void addCells(UUID job, List<Found> found, List<FailedChunks.WorkbookFile> files, ArrayNode items) {
        FailedChunk chunk = null;
        for (int i = 0; i < found.size(); i++) {
            Found one = found.get(i);
            if (chunk == null || chunk.number() != one.chunk()) {
                List<FailedChunk> there = chunks.read(job, one.chunk(), 1, true);
                // A correction may have settled all of it since.
                chunk = there.isEmpty() || there.get(0).number() != one.chunk() ? null : there.get(0);
            }
            List<String> cells =
                    chunk == null ? List.of() : chunk.cellsOf(one.error().row());
            ((ObjectNode) items.get(i))
                    .set(
                            "cells",
                            cells.isEmpty() ? null : cells(cells, headers(files, chunk == null ? 0 : chunk.file())));
        }
    }

    private static List<String> headers(List<FailedChunks.WorkbookFile> files, int number) {
        return files.stream()
                .filter(file -> file.number() == number)
                .findFirst()
                .map(FailedChunks.WorkbookFile::headers)
                .orElse(List.of());
    }

    private static ArrayNode cells(List<String> cells, List<String> headers) {
        ArrayNode shown = JSON.createArrayNode();
        for (int i = 0; i < cells.size(); i++) {
            shown.addObject()
                    .put("header", i < headers.size() ? ErrorTexts.shown(headers.get(i)) : "")
                    .put("value", ErrorTexts.shown(cells.get(i)));
        }
        return shown;
    }
}
