package io.pledgeline.load;

import io.pledgeline.database.Row;
import io.pledgeline.erase.Blanking;
import io.pledgeline.erase.PersonHashes;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.RowMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk that are about people whom the merchant has erased, and the rows of others that name one.
 *
 * <p>They are looked for once, and again when somebody was erased meanwhile; never, as long as nobody was.
 */
public final class ErasedRows {

    private final Chunk chunk;
    private final Map<Integer, PledgeRow> mapped = new HashMap<>();
    private final Set<Integer> sound = new HashSet<>();
    private final Map<Integer, List<String>> suspects = new HashMap<>();
    private final Map<Integer, List<String>> named = new HashMap<>();
    private final Map<Integer, PledgeRow> redacted = new HashMap<>();
    private Set<String> erased = Set.of();
    private Set<Integer> rows = Set.of();
    private @Nullable PersonHashes hashes;
    private long erasures;
    private boolean due;

    /** @param mapped the rows that are neither blank nor malformed */
    ErasedRows(Chunk chunk, List<PledgeRow> mapped) {
        this.chunk = chunk;
        mapped.forEach(row -> this.mapped.put(row.row(), row));
        erasures = chunk.erasures();
        due = erasures > 0;
    }

    /** Takes the rows in which nothing is wrong. */
    void judged(List<PledgeRow> good) {
        good.forEach(row -> sound.add(row.row()));
    }

    /** Whether erased people are to be looked for before the next attempt. */
    public boolean isDue() {
        return due;
    }

    /** Takes the row of {@code get-erasures.sql}. */
    void look(Row merchant) {
        erasures = merchant.number("erasures");
        hashes = new PersonHashes(merchant.bytes("erasure_key"));
        suspects.clear();
        named.clear();
        for (int i = 0; i < chunk.rows().size(); i++) {
            int row = chunk.firstRow() + i;
            PledgeRow said = mapped.get(row);
            if (said != null) {
                suspects.put(row, hashes.of(chunk.campaign(), chunk.mapping().platform(), said.backer()));
            }
            List<String> addresses = new ArrayList<>();
            for (String cell : chunk.rows().get(i)) {
                addresses.addAll(hashes.in(cell));
            }
            named.put(row, addresses);
        }
    }

    /** Parameters of {@code find-erased.sql}. */
    public Map<String, Object> getSuspects() {
        Set<String> all = new LinkedHashSet<>();
        suspects.values().forEach(all::addAll);
        named.values().forEach(all::addAll);
        return Map.of("merchant", chunk.merchant().toString(), "hashes", PersonHashes.bytes(all));
    }

    /** Takes the rows of {@code find-erased.sql}. */
    void found(List<Map<String, Object>> found) {
        erased = new HashSet<>();
        found.forEach(row -> erased.add((String) row.get("hash")));
        rows = new HashSet<>();
        redacted.clear();
        Set<String> keys = new HashSet<>();
        for (int pass = 0; pass < 2; pass++) {
            // The lines of one order may name the person once: the second pass knows the keys that the first has found.
            suspects.forEach((row, of) -> {
                if (of.stream().anyMatch(hash -> erased.contains(hash) || keys.contains(hash))) {
                    rows.add(row);
                }
            });
            rows.forEach(row -> keys.addAll(keys(row)));
        }
        named.forEach((row, addresses) -> {
            if (!rows.contains(row) && addresses.stream().anyMatch(erased::contains)) {
                PledgeRow left = redacted(row);
                if (left == null) {
                    rows.add(row);
                } else {
                    redacted.put(row, left);
                }
            }
        });
        due = false;
    }

    private List<String> keys(int row) {
        PledgeRow said = mapped.get(row);
        return said == null || hashes == null || !sound.contains(row)
                ? List.of()
                : hashes.kept(chunk.campaign(), chunk.mapping().platform(), said.backer());
    }

    /** The row without the addresses of erased people; null unless it is plainly somebody else's, and stays so. */
    private @Nullable PledgeRow redacted(int row) {
        PledgeRow said = mapped.get(row);
        PersonHashes by = hashes;
        // What a model has read is not among the cells that are kept.
        if (said == null
                || by == null
                || !sound.contains(row)
                || said.backer().email() == null
                || !chunk.mapping().asked().isEmpty()) {
            return null;
        }
        List<String> cells = chunk.rows().get(row - chunk.firstRow()).stream()
                .map(cell -> by.without(cell, erased))
                .toList();
        PledgeRow left = new RowMapper(chunk.mapping(row)).map(row, cells);
        return left.problems().isEmpty()
                        && left.backer().externalId().equals(said.backer().externalId())
                        && left.pledge().externalId().equals(said.pledge().externalId())
                        && said.backer().email().equals(left.backer().email())
                ? left
                : null;
    }

    /** Whether somebody was erased since the look, so that the next attempt looks again. */
    boolean isOvertaken(long now) {
        due = now != erasures;
        return due;
    }

    List<PledgeRow> without(List<PledgeRow> all) {
        return rows.isEmpty() && redacted.isEmpty()
                ? all
                : all.stream()
                        .filter(row -> !has(row.row()))
                        .map(row -> redacted.getOrDefault(row.row(), row))
                        .toList();
    }

    boolean has(int row) {
        return rows.contains(row);
    }

    /** How many rows were found that no correction has brought: those count as imported. */
    int count() {
        return (int) rows.stream().filter(row -> !chunk.settled().contains(row)).count();
    }

    /** Adds what {@code complete-chunk.sql} notes. */
    void putInto(Map<String, Object> parameters) {
        parameters.put("rowsErased", chunk.blanked() + count());
        parameters.put("erasures", erasures);
    }

    /** Whether the chunk must not keep what these rows hold, nor what a model has read in those that are blank already. */
    public boolean isBlanking() {
        return chunk.blanked() + rows.size() + redacted.size() > 0;
    }

    /** Parameters of {@code store-chunks.sql}, from the row of {@code get-chunk.sql}. */
    Map<String, @Nullable Object> blanked(Map<String, Object> kept) {
        Set<Long> blank = new HashSet<>();
        for (int i = 0; i < chunk.rows().size(); i++) {
            int row = chunk.firstRow() + i;
            if (has(row) || chunk.rows().get(i).isEmpty()) {
                blank.add((long) row);
            }
        }
        Set<Long> others = new HashSet<>();
        redacted.keySet().forEach(row -> others.add((long) row));
        return Blanking.parameters(
                chunk.upload().toString(), erasures, kept, blank, others, Objects.requireNonNull(hashes), erased);
    }
}
