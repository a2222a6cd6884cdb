package io.pledgeline.load;

import io.pledgeline.database.Row;
import io.pledgeline.platform.PledgeBatch;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chunk on its way into the tables: its mapped rows, what is wrong with some, and what was written of the others. */
public final class LoadBatch {

    private final Chunk chunk;
    private final List<PledgeRow> mapped;
    private final List<List<String>> cells;
    private final int skipped;
    private final List<Problem> problems;
    private final Map<String, Object> scope = new HashMap<>();

    private List<PledgeRow> good = List.of();
    private List<PledgeRow> writable = List.of();
    private @Nullable ProductBatch products;
    private final Map<String, String> productIds = new HashMap<>();
    private final List<WriteBatch> written = new ArrayList<>();
    private final List<Problem> rejected = new ArrayList<>();
    private boolean adoptable;
    private boolean bisecting;
    private boolean open = true;
    private int faults;
    private long delay;
    private @Nullable Failure failure;

    /**
     * A chunk before validation.
     *
     * @param mapped the rows that are neither blank nor malformed
     * @param cells of the same rows, in the same order
     * @param skipped blank rows
     */
    LoadBatch(Chunk chunk, List<PledgeRow> mapped, List<List<String>> cells, int skipped) {
        this.chunk = chunk;
        this.mapped = mapped;
        this.cells = cells;
        this.skipped = skipped;
        this.problems = new ArrayList<>(chunk.faults());
        scope.putAll(chunk.parameters());
        MappedFields.putInto(scope, chunk.mapping());
    }

    public Chunk getChunk() {
        return chunk;
    }

    /** What bean validation looks at. */
    public PledgeBatch getToValidate() {
        return new PledgeBatch(mapped);
    }

    List<PledgeRow> mapped() {
        return mapped;
    }

    List<List<String>> cells() {
        return cells;
    }

    /** Takes everything that is wrong with single rows; the rows without a problem are to be written. */
    void judge(List<Problem> found) {
        problems.addAll(found);
        Set<Integer> bad = new HashSet<>();
        found.forEach(problem -> bad.add(problem.row()));
        good = mapped.stream().filter(row -> !bad.contains(row.row())).toList();
        name(good);
    }

    public ProductBatch getProducts() {
        if (products == null) {
            throw new IllegalStateException("The chunk was not validated yet");
        }
        return products;
    }

    /** Parameters that every statement of the chunk takes. */
    public Map<String, Object> getScope() {
        return scope;
    }

    /** Begins an attempt to write: what a former one did was rolled back. */
    public void begin() {
        written.clear();
        rejected.clear();
        productIds.clear();
        writable = good;
        name(good);
    }

    List<PledgeRow> good() {
        return good;
    }

    List<PledgeRow> writable() {
        return writable;
    }

    /** Makes the products of these rows the ones that are written next. */
    void name(List<PledgeRow> rows) {
        products = new ProductBatch(scope, rows);
    }

    /** Leaves out of this attempt the rows whose products the database refuses. */
    void keep(List<PledgeRow> rows) {
        writable = rows;
    }

    /** Takes the ids of the products that were written. */
    void namedProducts() {
        productIds.putAll(getProducts().ids());
    }

    /**
     * Takes the row of {@code lock-job.sql}.
     *
     * @throws ClaimLostException if there is none
     */
    void locked(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw new ClaimLostException("The job is no longer being processed");
        }
        adoptable = new Row(rows.get(0)).isTrue("adoptable");
    }

    /** A batch for some of the good rows. */
    WriteBatch batchOf(List<PledgeRow> rows) {
        return new WriteBatch(scope, rows, adoptable, MappedFields.hasSurvey(chunk.mapping()), productIds);
    }

    /** A batch for all of the good rows, which count as written once the transaction is committed. */
    public WriteBatch startWhole() {
        WriteBatch whole = batchOf(writable);
        add(whole);
        return whole;
    }

    void add(WriteBatch batch) {
        written.add(batch);
    }

    /** Takes a row that the database itself refuses. */
    void reject(Problem problem) {
        rejected.add(problem);
    }

    /** How many rows are written. */
    int rowsImported() {
        return written.stream().mapToInt(batch -> batch.getRows().size()).sum();
    }

    /** In how many rows something is wrong. */
    int rowsFailed() {
        return (int) allProblems().stream().map(Problem::row).distinct().count();
    }

    private List<Problem> allProblems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(rejected);
        all.sort(Comparator.comparingInt(Problem::row));
        return all;
    }

    /** Parameters of {@code complete-chunk.sql}. */
    public Map<String, Object> getCompletion() {
        Map<String, Object> parameters = new HashMap<>(scope);
        List<Problem> all = allProblems();
        Tally.putInto(parameters, written);
        parameters.put("errors", Json.problems(all));
        parameters.put("rowsImported", rowsImported());
        parameters.put("rowsFailed", rowsFailed());
        parameters.put("rowsSkipped", skipped);
        return parameters;
    }

    /** Parameters of {@code fail-chunk.sql}. */
    public Map<String, Object> getFailure() {
        Map<String, Object> parameters = new HashMap<>(scope);
        if (failure != null) {
            parameters.put("code", failure.code());
            parameters.put("detail", failure.detail());
        }
        return parameters;
    }

    /** Whether another attempt to write is due. */
    public boolean isOpen() {
        return open;
    }

    /** Whether the database refused a row, so that it has to be found. */
    public boolean isBisecting() {
        return bisecting;
    }

    public boolean isFailed() {
        return failure != null;
    }

    /** Milliseconds before the next attempt. */
    public long getDelay() {
        return delay;
    }

    /** Ends the chunk here: it is written, or it is no longer ours. */
    public void close() {
        open = false;
    }

    void bisect() {
        bisecting = true;
        waitFor(0);
    }

    /** Asks for another attempt after so many milliseconds. */
    void waitFor(long delay) {
        this.delay = delay;
    }

    /** Counts a fault that passes and returns how many there were. */
    int countFault() {
        return ++faults;
    }

    void fail(Failure failure) {
        this.failure = failure;
        open = false;
    }
}
