package io.pledgeline.load;

import io.pledgeline.platform.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Everything that is wrong with single rows of a chunk, before and while they are written. */
final class RowProblems {

    private final Chunk chunk;
    private final ErasedRows erased;
    private final List<Problem> found;

    /** @param erased rows of which nothing is told */
    RowProblems(Chunk chunk, ErasedRows erased) {
        this.chunk = chunk;
        this.erased = erased;
        found = new ArrayList<>(chunk.faults());
    }

    void add(Collection<Problem> problems) {
        found.addAll(problems);
    }

    /** Puts the errors of a chunk and the number of its failed rows, with those of this attempt, into the parameters. */
    void putInto(Map<String, Object> parameters, Attempt attempt) {
        parameters.put("errors", Json.problems(with(attempt)));
        parameters.put("rowsFailed", rows(attempt));
    }

    /** In how many rows something is wrong. */
    int rows(Attempt attempt) {
        return (int) with(attempt).stream().map(Problem::row).distinct().count();
    }

    private List<Problem> with(Attempt attempt) {
        List<Problem> all = new ArrayList<>(found);
        all.addAll(attempt.rejected());
        all.removeIf(problem -> erased.has(problem.row()));
        all.sort(Comparator.comparingInt(Problem::row));
        if (chunk.mapping().asked().isEmpty()) {
            return all;
        }
        AskedColumns asked = new AskedColumns(chunk.mapping());
        return all.stream()
                .map(problem -> asked.told(problem, row -> chunk.rows().get(row - chunk.firstRow())))
                .distinct()
                .toList();
    }
}
