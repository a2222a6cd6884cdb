package io.pledgeline.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.database.Row;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The failed rows that the rows of a chunk bring again: which of them are open, and what is left of them in the accounts of
 * their chunks once ours are written.
 *
 * <p>A row of a correction may be corrected in turn: then it stands for a row of each import up to the first.
 */
public final class Settlement {

    private static final JsonMapper JSON = new JsonMapper();

    private final Chunk chunk;
    private final Correction correction;
    private final Map<Integer, List<String>> cells = new TreeMap<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private List<FailedChunk> failed = List.of();

    /** Rows of ours by the row of the failed chunk that they stand for. */
    private record Pair(int row, long of) {}

    /**
     * A chunk of an import that is corrected.
     *
     * @param number null where a row of a correction stands for none
     * @param whole whether it failed as a whole
     * @param inWork whether a retry has it
     * @param errors what is wrong with single rows
     * @param bad these rows
     */
    private record FailedChunk(
            String upload,
            @Nullable Integer number,
            boolean whole,
            boolean inWork,
            Set<Long> settled,
            List<Problem> errors,
            Set<Long> bad,
            List<Pair> pairs) {

        boolean isOpen(long row) {
            return whole ? !settled.contains(row) : bad.contains(row);
        }
    }

    /** @param rows of the chunk that are neither blank nor malformed, with their cells */
    Settlement(Chunk chunk, Correction correction, List<PledgeRow> rows, List<List<String>> cells) {
        this.chunk = chunk;
        this.correction = correction;
        Columns named = new Columns("namedFiles", "namedRows", "namingRows");
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i).row();
            this.cells.put(row, cells.get(i));
            Correction.Named failed = correction.named(cells.get(i));
            if (failed != null) {
                named.add(failed.file(), failed.row(), row);
            }
        }
        parameters.put("corrects", correction.corrects().toString());
        named.putInto(parameters);
    }

    /** Parameters of {@code lock-corrected.sql}. */
    public Map<String, Object> getParameters() {
        return parameters;
    }

    /** Takes the rows of {@code lock-corrected.sql}. */
    void locked(List<Map<String, Object>> rows) {
        failed = rows.stream().map(columns -> failedChunk(new Row(columns))).toList();
    }

    private static FailedChunk failedChunk(Row row) {
        List<Problem> errors = new ArrayList<>();
        for (JsonNode error : json(row.textOrNull("errors"))) {
            errors.add(new Problem(
                    error.path("row").asInt(),
                    error.path("column").asText(""),
                    error.path("value").asText(""),
                    error.path("code").asText(),
                    error.path("message").asText()));
        }
        Set<Long> settled = new HashSet<>();
        json(row.textOrNull("settled")).forEach(one -> settled.add(one.asLong()));
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : json(row.text("pairs"))) {
            pairs.add(new Pair(pair.get(0).asInt(), pair.get(1).asLong()));
        }
        return new FailedChunk(
                row.uuid("upload_id").toString(),
                row.isNull("number") ? null : row.integer("number"),
                "FAILED".equals(row.textOrNull("status")),
                row.isTrue("in_work"),
                settled,
                errors,
                errors.stream().map(error -> (long) error.row()).collect(Collectors.toSet()),
                pairs);
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return JSON.readTree(text == null ? "[]" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with rows that bring no failed row again.
     *
     * @param writable the rows in which nothing else is wrong: of two that bring the same row the first is taken
     */
    List<Problem> refused(List<PledgeRow> writable) {
        Map<Integer, List<Boolean>> open = new HashMap<>();
        Set<Integer> inWork = new HashSet<>();
        for (FailedChunk one : failed) {
            for (Pair pair : one.pairs) {
                open.computeIfAbsent(pair.row, row -> new ArrayList<>()).add(one.isOpen(pair.of));
                if (one.inWork) {
                    inWork.add(pair.row);
                }
            }
        }
        Set<Integer> good = writable.stream().map(PledgeRow::row).collect(Collectors.toSet());
        Set<Correction.Named> taken = new HashSet<>();
        List<Problem> refused = new ArrayList<>();
        cells.forEach((row, said) -> {
            Correction.Named named = correction.named(said);
            if (inWork.contains(row)) {
                refused.add(correction.problem(
                        row, said, "BEING_RETRIED", "A retry of the corrected import is loading this row again."));
            } else if (named == null
                    || !open.getOrDefault(row, List.of(false)).stream().allMatch(Boolean::booleanValue)) {
                refused.add(correction.problem(
                        row,
                        said,
                        "UNKNOWN_ROW",
                        "This is no row that failed in the corrected import and is still open."));
            } else if (good.contains(row) && !taken.add(named)) {
                refused.add(correction.problem(row, said, "UNKNOWN_ROW", "A row above brings the same row again."));
            }
        });
        return refused;
    }

    /**
     * Parameters of {@code settle-rows.sql}.
     *
     * @param written rows of ours that are in the database
     */
    Map<String, Object> settled(Set<Integer> written) {
        Map<String, Object> settled = new HashMap<>(chunk.parameters());
        Columns chunks =
                new Columns("settledUploads", "settledChunks", "settledCounts", "settledRows", "settledErrors");
        @Nullable Integer[] ofChunks = new Integer[chunk.rows().size()];
        @Nullable Long[] ofRows = new Long[chunk.rows().size()];
        for (FailedChunk one : failed) {
            Set<Long> rows = new HashSet<>();
            for (Pair pair : one.pairs) {
                if (written.contains(pair.row)) {
                    rows.add(pair.of);
                }
                if (one.upload.equals(correction.corrects().toString())) {
                    ofChunks[pair.row - chunk.firstRow()] = one.number;
                    ofRows[pair.row - chunk.firstRow()] = pair.of;
                }
            }
            if (!rows.isEmpty()) {
                List<Problem> left = one.errors.stream()
                        .filter(error -> !rows.contains((long) error.row()))
                        .toList();
                chunks.add(one.upload, one.number, rows.size(), array(rows.toArray()), Json.problems(left));
            }
        }
        chunks.putInto(settled);
        settled.put("ofChunks", array(ofChunks));
        settled.put("ofRows", array(ofRows));
        return settled;
    }

    /** An array as PostgreSQL spells it. */
    private static String array(@Nullable Object[] numbers) {
        return Arrays.stream(numbers).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
