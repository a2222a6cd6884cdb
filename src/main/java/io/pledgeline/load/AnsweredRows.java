package io.pledgeline.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.RowMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays what a model read behind the cells of each row, where the mapping looks for it. */
final class AnsweredRows {

    private final Mapping mapping;
    private final AskedColumns asked;
    private final Map<Long, JsonNode> answers = new HashMap<>();
    private final Set<Integer> malformed = new HashSet<>();
    private final List<Problem> faults = new ArrayList<>();

    /**
     * The answers of a chunk.
     *
     * @param batches {@code [[{row, cells} or {row, fault}]]}
     * @param known what the split found wrong with single records
     */
    AnsweredRows(Mapping mapping, JsonNode batches, List<Problem> known) {
        this.mapping = mapping;
        this.asked = new AskedColumns(mapping);
        batches.forEach(
                batch -> batch.forEach(answer -> answers.put(answer.path("row").asLong(), answer)));
        known.forEach(fault -> malformed.add(fault.row()));
    }

    /** The cells of the rows with those of their answers; a row for which there are none stays as it is, and is a fault. */
    List<List<String>> of(List<List<String>> rows, int firstRow) {
        List<List<String>> answered = new ArrayList<>(rows.size());
        int row = firstRow;
        for (List<String> cells : rows) {
            answered.add(malformed.contains(row) || isBlank(cells) ? cells : answered(row, cells));
            row++;
        }
        return answered;
    }

    /** What is wrong with rows that could not be answered. */
    List<Problem> faults() {
        return faults;
    }

    private List<String> answered(int row, List<String> cells) {
        int width = mapping.fileWidth();
        if (cells.size() > width && !isBlank(cells.subList(width, cells.size()))) {
            faults.addAll(tooMany(row, cells));
            return cells;
        }
        JsonNode answer = answers.get((long) row);
        if (answer == null || answer.has("fault")) {
            faults.add(asked.unusable(row, cells));
            return cells;
        }
        List<String> whole = new ArrayList<>(cells.subList(0, Math.min(width, cells.size())));
        whole.addAll(Collections.nCopies(width - whole.size(), ""));
        answer.path("cells").forEach(cell -> whole.add(cell.asText()));
        return whole;
    }

    /** The cells beyond the file's columns would else stand where the model's answers belong. */
    private List<Problem> tooMany(int row, List<String> cells) {
        Mapping ofFile = new Mapping(
                mapping.platform(),
                mapping.version(),
                mapping.row(),
                mapping.columns().stream()
                        .filter(column -> column.index() < mapping.fileWidth())
                        .toList(),
                mapping.fileWidth(),
                List.of(),
                List.of(),
                mapping.zone(),
                mapping.currency(),
                mapping.dollar(),
                mapping.dates(),
                List.of(),
                List.of(),
                List.of());
        return new RowMapper(ofFile).map(row, cells).problems();
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
