package io.pledgeline.load;

import io.pledgeline.database.Row;
import io.pledgeline.erase.Blanking;
import io.pledgeline.erase.PersonHashes;
import io.pledgeline.platform.Backer;
import io.pledgeline.platform.PledgeRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk that are about people whom the merchant has erased.
 *
 * <p>They are looked for once, and again when somebody was erased meanwhile; never, as long as nobody was.
 */
public final class ErasedRows {

    private final Chunk chunk;
    private final Map<Integer, Backer> backers = new HashMap<>();
    private final Set<Integer> sound = new HashSet<>();
    private final Map<Integer, List<String>> suspects = new HashMap<>();
    private final Set<String> learned = new LinkedHashSet<>();
    private Set<Integer> rows = Set.of();
    private @Nullable PersonHashes hashes;
    private long erasures;
    private boolean due;

    /** @param mapped the rows that are neither blank nor malformed */
    ErasedRows(Chunk chunk, List<PledgeRow> mapped) {
        this.chunk = chunk;
        mapped.forEach(row -> backers.put(row.row(), row.backer()));
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
        for (int i = 0; i < chunk.rows().size(); i++) {
            int row = chunk.firstRow() + i;
            List<String> of = new ArrayList<>();
            Backer backer = backers.get(row);
            if (backer != null) {
                of.addAll(hashes.of(chunk.campaign(), chunk.mapping().platform(), backer));
            }
            if (!sound.contains(row)) {
                // What is wrong may be that the address stands elsewhere.
                for (String cell : chunk.rows().get(i)) {
                    of.addAll(hashes.in(cell));
                }
            }
            suspects.put(row, of);
        }
    }

    /** Parameters of {@code find-erased.sql}. */
    public Map<String, Object> getSuspects() {
        Set<String> all = new LinkedHashSet<>();
        suspects.values().forEach(all::addAll);
        return Map.of("merchant", chunk.merchant().toString(), "hashes", PersonHashes.bytes(all));
    }

    /** Takes the rows of {@code find-erased.sql}. */
    void found(List<Map<String, Object>> found) {
        Set<Object> erased = new HashSet<>();
        found.forEach(row -> erased.add(row.get("hash")));
        rows = new HashSet<>();
        learned.clear();
        for (int pass = 0; pass < 2; pass++) {
            // The lines of one order may name the person once: the second pass knows the keys that the first has found.
            suspects.forEach((row, of) -> {
                if (of.stream().anyMatch(hash -> erased.contains(hash) || learned.contains(hash))) {
                    rows.add(row);
                }
            });
            rows.forEach(this::learn);
        }
        due = false;
    }

    private void learn(int row) {
        Backer backer = backers.get(row);
        if (backer != null && hashes != null && sound.contains(row)) {
            learned.addAll(hashes.kept(chunk.campaign(), chunk.mapping().platform(), backer));
        }
    }

    /** Whether rows of erased people have told keys of theirs. */
    public boolean isWiser() {
        return !learned.isEmpty();
    }

    /** Parameters of {@code learn-people.sql}. */
    public Map<String, Object> getLearned() {
        return Map.of("merchant", chunk.merchant().toString(), "hashes", PersonHashes.bytes(learned));
    }

    /** Whether somebody was erased since the look, so that the next attempt looks again. */
    boolean isOvertaken(long now) {
        due = now != erasures;
        return due;
    }

    List<PledgeRow> without(List<PledgeRow> all) {
        return rows.isEmpty()
                ? all
                : all.stream().filter(row -> !has(row.row())).toList();
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
        return chunk.blanked() + rows.size() > 0;
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
        return Blanking.parameters(chunk.upload().toString(), erasures, kept, blank);
    }
}
