package io.pledgeline.platform;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what bean validation found in a batch into problems that name the column and the cell of the file. */
public final class Violations {
    private static final Comparator<Problem> BY_ROW = Comparator.comparingInt(Problem::row);

    /**
     * Every problem of a batch, those of conversion included, in the order of rows and columns, at most one per cell.
     *
     * @param rows the batch that was validated
     * @param cells of the same rows in the same order, as they stood in the file
     * @param violations with paths that name the row by its index in the batch, such as {@code rows[3].backer.email}
     */
    public List<Problem> problems(
            Mapping mapping,
            List<PledgeRow> rows,
            List<List<String>> cells,
            Collection<? extends ConstraintViolation<?>> violations) {
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (PledgeRow row : rows) {
            row.problems().forEach(problem -> add(problem, problems, seen));
        }
        FedBy fedBy = new FedBy(mapping);
        violations.stream()
                .map(violation -> problem(violation, fedBy, rows, cells))
                // A set has no order of its own; two constraints of one cell must not take turns.
                .sorted(BY_ROW.thenComparing(Problem::column).thenComparing(Problem::code))
                .forEach(problem -> add(problem, problems, seen));
        Map<String, Integer> positions = new HashMap<>();
        mapping.columns().forEach(column -> positions.putIfAbsent(column.header(), column.index()));
        problems.sort(BY_ROW.thenComparing(p -> positions.getOrDefault(p.column(), Integer.MAX_VALUE)));
        return problems;
    }

    private static void add(Problem problem, List<Problem> problems, Set<String> seen) {
        if (seen.add(problem.row() + "\n" + problem.column())) {
            problems.add(problem);
        }
    }

    private static Problem problem(
            ConstraintViolation<?> violation, FedBy fedBy, List<PledgeRow> rows, List<List<String>> cells) {
        int index = -1;
        String property = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (index < 0 && node.getIndex() != null) {
                index = node.getIndex();
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                property = node.getName();
            }
        }
        if (index < 0) {
            throw new IllegalArgumentException("No row in " + violation.getPropertyPath());
        }
        List<String> row = cells.get(index);
        Mapping.@Nullable Column column = fedBy.column(violation.getLeafBean(), property, row);
        String header = column == null ? property : column.header();
        String value = column == null || column.index() >= row.size() ? "" : row.get(column.index());
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        Fault fault = fault(constraint, property);
        String message = constraint instanceof Size size && fault == Fault.TOO_LONG
                ? "This value is longer than " + size.max() + " characters."
                : fault.message;
        return new Problem(rows.get(index).row(), header, value, fault.name(), message);
    }

    private static Fault fault(Annotation constraint, String property) {
        if (constraint instanceof NotBlank) {
            return Fault.REQUIRED;
        }
        if (constraint instanceof EmailAddress) {
            return Fault.INVALID_EMAIL;
        }
        if (constraint instanceof PositiveOrZero) {
            return Fault.NEGATIVE_AMOUNT;
        }
        return switch (property) {
            case "country" -> Fault.INVALID_COUNTRY;
            case "currency" -> Fault.INVALID_CURRENCY;
            case "quantity" -> Fault.INVALID_QUANTITY;
            case "amount", "price" -> Fault.TOO_LARGE;
            default -> constraint instanceof Size ? Fault.TOO_LONG : Fault.INVALID_VALUE;
        };
    }
}
