package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells what is wrong with a model's answer by the column of the file that the model read. */
final class AskedColumns {

    private final int index;
    private final String header;
    private final Map<String, String> fields;

    /** @param mapping that has a model read columns */
    AskedColumns(Mapping mapping) {
        index = mapping.asked().get(0);
        header = mapping.asked().stream()
                .map(asked -> mapping.columns().stream()
                        .filter(column -> column.index() == asked)
                        .findFirst()
                        .map(Column::header)
                        .orElse("#" + (asked + 1)))
                .collect(Collectors.joining(" + "));
        fields = mapping.columns().stream()
                .filter(column -> column.index() >= mapping.fileWidth())
                .collect(Collectors.toMap(
                        Column::header,
                        column -> mapping.answers().get(column.index() - mapping.fileWidth()),
                        (a, b) -> a));
    }

    /** The row of which no answer of the model could be used. */
    Problem unusable(int row, List<String> cells) {
        return new Problem(
                row, header, cell(cells), "AI_UNUSABLE", "The model's answer to this row could not be used.");
    }

    /** The problem as the file has it: of an answer, the cell that was read and which field was read in it. */
    Problem told(Problem problem, Function<Integer, List<String>> rows) {
        String field = fields.get(problem.column());
        if (field == null) {
            return problem;
        }
        String message = problem.code().equals("REQUIRED")
                ? "The model found no " + field + " here, which every row needs."
                : "The model read this as " + field + ": " + problem.message();
        return new Problem(problem.row(), header, cell(rows.apply(problem.row())), problem.code(), message);
    }

    private String cell(List<String> cells) {
        return index < cells.size() ? cells.get(index) : "";
    }
}
