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

    private final List<Integer> asked;
    private final Map<Integer, String> headers;
    private final Map<String, String> fields;

    /** @param mapping that has a model read columns */
    AskedColumns(Mapping mapping) {
        asked = mapping.asked();
        headers = mapping.columns().stream().collect(Collectors.toMap(Column::index, Column::header, (a, b) -> a));
        fields = mapping.columns().stream()
                .filter(column -> column.index() >= mapping.fileWidth())
                .collect(Collectors.toMap(
                        Column::header,
                        column -> mapping.answers().get(column.index() - mapping.fileWidth()),
                        (a, b) -> a));
    }

    /** The row of which no answer of the model could be used. */
    Problem unusable(int row, List<String> cells) {
        return problem(row, cells, "AI_UNUSABLE", "The model's answer to this row could not be used.");
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
        return problem(problem.row(), rows.apply(problem.row()), problem.code(), message);
    }

    /** The problem at the first asked column that says something in the row; the message names them all. */
    private Problem problem(int row, List<String> cells, String code, String message) {
        int index = asked.stream()
                .filter(i -> !cell(i, cells).isBlank())
                .findFirst()
                .orElse(asked.get(0));
        String all = asked.size() == 1
                ? ""
                : " It read " + asked.stream().map(this::header).collect(Collectors.joining(", ")) + " together.";
        return new Problem(row, header(index), cell(index, cells), code, message + all);
    }

    private String header(int index) {
        return headers.getOrDefault(index, "#" + (index + 1));
    }

    private static String cell(int index, List<String> cells) {
        return index < cells.size() ? cells.get(index) : "";
    }
}
