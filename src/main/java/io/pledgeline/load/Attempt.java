package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One attempt to write a batch: which rows it writes, and what became of them; all of it is void once it is rolled back. */
final class Attempt {

    private final Chunk chunk;
    private final Map<String, Object> scope;
    private List<PledgeRow> writable;
    private ProductBatch products;
    private final Map<String, String> productIds = new HashMap<>();
    private final List<WriteBatch> written = new ArrayList<>();
    private final List<Problem> rejected = new ArrayList<>();
    private int skipped;
    private boolean adoptable;

    /** @param rows that are to be written */
    Attempt(Chunk chunk, Map<String, Object> scope, List<PledgeRow> rows) {
        this.chunk = chunk;
        this.scope = scope;
        writable = rows;
        products = new ProductBatch(scope, rows);
    }

    /** The rows that are to be written. */
    List<PledgeRow> writable() {
        return writable;
    }

    /** Makes the products of these rows the ones that are written next. */
    void name(List<PledgeRow> rows) {
        products = new ProductBatch(scope, rows);
    }

    ProductBatch products() {
        return products;
    }

    /** Leaves out of this attempt all rows but these. */
    void keep(List<PledgeRow> rows) {
        writable = rows;
    }

    /** The rows that are to be written, apart by how they are read. */
    Collection<List<PledgeRow>> alike() {
        Map<Mapping, List<PledgeRow>> alike = new IdentityHashMap<>();
        for (PledgeRow row : writable) {
            alike.computeIfAbsent(chunk.mapping(row.row()), mapping -> new ArrayList<>())
                    .add(row);
        }
        return alike.values();
    }

    /** Leaves out of this attempt the rows that bring no failed row again. */
    void correct(Settlement settlement) {
        List<Problem> refused = settlement.refused(writable);
        Set<Integer> out = refused.stream().map(Problem::row).collect(Collectors.toSet());
        rejected.addAll(refused);
        writable = writable.stream().filter(row -> !out.contains(row.row())).toList();
        name(writable);
    }

    /**
     * Makes sure that the rows that are to be written still bring failed rows again, now that nobody else can.
     *
     * @throws OvertakenException if somebody was faster
     */
    void claim(Settlement settlement) {
        Set<Integer> in = writable.stream().map(PledgeRow::row).collect(Collectors.toSet());
        if (settlement.refused(writable).stream().map(Problem::row).anyMatch(in::contains)) {
            throw new OvertakenException("corrected row");
        }
    }

    /** The rows that were written. */
    Set<Integer> rowsOfWritten() {
        return written.stream()
                .flatMap(batch -> batch.getRows().stream())
                .map(PledgeRow::row)
                .collect(Collectors.toSet());
    }

    /** Takes the ids of the products that were written. */
    void namedProducts() {
        productIds.putAll(products.ids());
    }

    /** @param adoptable whether the campaign has records of a weaker key */
    void setAdoptable(boolean adoptable) {
        this.adoptable = adoptable;
    }

    /** A batch for some of the rows, which are all read in the same way. */
    WriteBatch batchOf(List<PledgeRow> rows) {
        Map<String, Object> whole = scope;
        if (chunk.mapping(rows) != chunk.mapping()) {
            whole = new HashMap<>(scope);
            MappedFields.putInto(whole, chunk.mapping(rows));
        }
        return new WriteBatch(chunk, whole, rows, adoptable, productIds);
    }

    /** A batch for all rows, which count as written once the transaction is committed. */
    WriteBatch startWhole() {
        WriteBatch whole = batchOf(writable);
        add(whole);
        return whole;
    }

    void add(WriteBatch batch) {
        written.add(batch);
    }

    List<WriteBatch> written() {
        return written;
    }

    /** How many rows are written. */
    int rowsWritten() {
        return written.stream().mapToInt(batch -> batch.getRows().size()).sum();
    }

    /** Takes a row that is not written, and why. */
    void reject(Problem problem) {
        rejected.add(problem);
    }

    List<Problem> rejected() {
        return rejected;
    }

    void skip(int rows) {
        skipped += rows;
    }

    int rowsSkipped() {
        return skipped;
    }
}
