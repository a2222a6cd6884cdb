package io.pledgeline.load;

import io.pledgeline.platform.Backer;
import io.pledgeline.platform.Pledge;
import io.pledgeline.platform.PledgeRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys by which the rows of a batch are known: weaker ones give way to the better key of the same number. */
final class BatchKeys {

    private List<PledgeRow> rows;
    private final Map<String, String> byNumber = new HashMap<>();

    BatchKeys(List<PledgeRow> rows) {
        this.rows = rows;
        if (isWeak()) {
            for (PledgeRow row : rows) {
                String number = row.backer().number();
                if (row.backer().keyRank() == 0 && number != null) {
                    byNumber.put(number, row.backer().externalId());
                }
            }
        }
    }

    List<PledgeRow> rows() {
        return rows;
    }

    boolean isWeak() {
        return rows.stream().anyMatch(row -> row.backer().keyRank() > 0);
    }

    boolean isStrong() {
        return rows.stream().anyMatch(BatchKeys::mayAdopt);
    }

    private static boolean mayAdopt(PledgeRow row) {
        Backer backer = row.backer();
        return backer.keyRank() == 0
                && backer.number() != null
                && !backer.number().equals(backer.externalId());
    }

    /** Takes better keys by number, and lets the weak rows of these numbers have them. */
    void found(List<Map<String, Object>> found) {
        found.forEach(row -> byNumber.put((String) row.get("number"), (String) row.get("external_id")));
        rows = rows.stream().map(this::keyed).toList();
    }

    private PledgeRow keyed(PledgeRow row) {
        Backer backer = row.backer();
        Pledge pledge = row.pledge();
        String key = backer.keyRank() == 0 ? null : byNumber.get(backer.externalId());
        if (key == null) {
            return row;
        }
        Backer known =
                new Backer(key, 0, backer.number(), backer.email(), backer.name(), backer.country(), backer.address());
        Pledge ofIt = !sharesKey(row)
                ? pledge
                : new Pledge(
                        key, pledge.amount(), pledge.currency(), pledge.status(), pledge.pledgedAt(), pledge.details());
        return new PledgeRow(row.row(), known, ofIt, row.items(), row.survey(), row.problems());
    }

    /** A pledge that is known by its backer's key changes it with him; others have one of their own. */
    private static boolean sharesKey(PledgeRow row) {
        return row.pledge().externalId().equals(row.backer().externalId());
    }

    /** Parameters of {@code find-existing.sql}: the pledges' keys, and the weaker ones under which they would be adopted. */
    void putLookInto(Map<String, Object> parameters) {
        Columns keys = new Columns("lookKeys", "lookNumbers");
        for (PledgeRow row : rows) {
            boolean adopts = mayAdopt(row) && sharesKey(row);
            keys.add(row.pledge().externalId(), adopts ? row.backer().number() : null);
        }
        keys.putInto(parameters);
    }

    /** Parameters of {@code find-by-number.sql} and {@code adopt-records.sql}. */
    void putInto(Map<String, Object> parameters) {
        Columns weak = new Columns("weakNumbers");
        Columns strong = new Columns("adoptNumbers", "adoptBackers", "adoptPledges");
        for (PledgeRow row : rows) {
            if (row.backer().keyRank() > 0) {
                weak.add(row.backer().externalId());
            } else if (mayAdopt(row)) {
                @Nullable String pledge = sharesKey(row) ? row.pledge().externalId() : null;
                strong.add(row.backer().number(), row.backer().externalId(), pledge);
            }
        }
        weak.putInto(parameters);
        strong.putInto(parameters);
    }
}
