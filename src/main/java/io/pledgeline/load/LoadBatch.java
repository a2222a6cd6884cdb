package io.pledgeline.load;

import io.pledgeline.database.Row;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeBatch;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
    private final RowProblems problems;
    private final Map<String, Object> scope = new HashMap<>();

    private final @Nullable Settlement settlement;
    private final ErasedRows erased;

    private List<PledgeRow> good = List.of();
    private @Nullable ModeLook look;
    private int rowsLooked = Integer.MAX_VALUE;
    private Attempt attempt;
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
        scope.putAll(chunk.parameters());
        MappedFields.putInto(scope, chunk.mapping());
        attempt = new Attempt(chunk, scope, good);
        settlement = chunk.correction() == null ? null : new Settlement(chunk, chunk.correction(), mapped, cells);
        erased = new ErasedRows(chunk, mapped);
        problems = new RowProblems(chunk, erased);
        // A statement writes rows that are read in the same way.
        bisecting = chunk.mappings().size() > 1;
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
        problems.add(found);
        Set<Integer> bad = new HashSet<>();
        found.forEach(problem -> bad.add(problem.row()));
        good = mapped.stream().filter(row -> !bad.contains(row.row())).toList();
        erased.judged(good);
    }

    public ProductBatch getProducts() {
        return attempt.products();
    }

    /** Parameters that every statement of the chunk takes. */
    public Map<String, Object> getScope() {
        return scope;
    }

    /** Begins an attempt to write: what a former one did was rolled back. */
    public void begin() {
        attempt = new Attempt(chunk, scope, erased.without(good));
        look = null;
    }

    Attempt attempt() {
        return attempt;
    }

    /** The rows of people who were erased, which are left out. */
    public ErasedRows getErased() {
        return erased;
    }

    void completed(long erasures) {
        if (erased.isOvertaken(erasures)) {
            faults = 0; // However often it happens, it comes to an end.
            throw new OvertakenException();
        }
    }

    /** What finds the rows that the mode writes; null where it writes all. */
    public @Nullable ModeLook getLook() {
        if (look == null && chunk.mode() != Mode.UPSERT) {
            look = new ModeLook(chunk.mode(), scope, attempt.writable());
        }
        return look;
    }

    /** Leaves out of this attempt the rows that the mode does not write. */
    void looked(ModeLook found) {
        Map<Mapping, KeyCells> keys = new IdentityHashMap<>();
        found.leave(
                attempt,
                row -> keys.computeIfAbsent(chunk.mapping(row.row()), mapping -> new KeyCells(mapping, mapped, cells)));
        attempt.keep(found.written());
        attempt.name(found.written());
        looked();
    }

    /** Takes note of how many rows a look has left in. */
    void looked() {
        if (attempt.writable().size() < rowsLooked) {
            // Overtaken, but with fewer rows to write than before: this comes to an end however often it happens.
            faults = 0;
        }
        rowsLooked = attempt.writable().size();
    }

    /** What its rows correct; null unless the file is one of corrected rows. */
    public @Nullable Settlement getSettlement() {
        return settlement;
    }

    /** @param rows of {@code lock-job.sql}; without one the claim is lost */
    void locked(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            throw new ClaimLostException("The job is no longer being processed");
        }
        attempt.setAdoptable(new Row(rows.get(0)).isTrue("adoptable"));
    }

    /** A batch for all rows that are to be written, which count as written once the transaction is committed. */
    public WriteBatch startWhole() {
        return attempt.startWhole();
    }

    /** How many rows are written. */
    int rowsImported() {
        return attempt.rowsWritten();
    }

    /** In how many rows something is wrong. */
    int rowsFailed() {
        return problems.rows(attempt);
    }

    /** Parameters of {@code complete-chunk.sql}. */
    public Map<String, Object> getCompletion() {
        Map<String, Object> parameters = new HashMap<>(scope);
        Tally.putInto(parameters, attempt.written());
        problems.putInto(parameters, attempt);
        parameters.put("rowsImported", rowsImported() + chunk.settled().size());
        parameters.put("rowsSkipped", skipped + attempt.rowsSkipped() + erased.count());
        erased.putInto(parameters);
        return parameters;
    }

    /** Whether the rows are not written but only judged. */
    public boolean isJudging() {
        return chunk.judging();
    }

    /** Parameters of {@code judge-chunk.sql}. */
    public Map<String, Object> getJudgement() {
        Map<String, Object> parameters = new HashMap<>(scope);
        problems.putInto(parameters, attempt);
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
