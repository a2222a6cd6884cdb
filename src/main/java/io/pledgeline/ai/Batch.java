package io.pledgeline.ai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A batch of rows that this worker has claimed, and what is known of the answers so far. */
public final class Batch {

    private final Claim claim;
    private final UUID merchant;
    private final AnswerForm form;
    private final List<String> headers;
    private final List<AskedRow> rows;
    private final Map<Long, List<String>> known = new TreeMap<>();
    private final List<Long> unaskable;

    /**
     * What the database says of the claim.
     *
     * @param number tells it from other claims of the same batch
     * @param attempts that counted, this one included
     * @param seconds since the first claim
     * @param tokens that the job has used
     * @param proven whether another part of the same batch was answered so that it could be used
     * @param undecided whether parts that were halved less often are still open
     */
    record Claim(
            UUID upload,
            int chunk,
            long firstRow,
            int size,
            int depth,
            int number,
            int attempts,
            long seconds,
            long tokens,
            boolean proven,
            boolean undecided) {}

    /**
     * A batch.
     *
     * @param headers of the columns that are asked about
     * @param rows that say something there
     * @param silent numbers of the rows that say nothing there, whose answer is therefore known
     * @param unaskable numbers of the rows that say more than can be sent
     */
    Batch(
            Claim claim,
            UUID merchant,
            AnswerForm form,
            List<String> headers,
            List<AskedRow> rows,
            List<Long> silent,
            List<Long> unaskable) {
        this.claim = claim;
        this.merchant = merchant;
        this.form = form;
        this.headers = headers;
        this.rows = rows;
        this.unaskable = unaskable;
        silent.forEach(row -> known.put(row, List.of()));
    }

    Claim claim() {
        return claim;
    }

    AnswerForm form() {
        return form;
    }

    List<String> headers() {
        return headers;
    }

    List<Long> unaskable() {
        return unaskable;
    }

    /** Takes answers that were given to the same cells before. */
    void recall(Map<String, List<String>> answers) {
        rows.forEach(row -> {
            List<String> cells = answers.get(row.hash());
            if (cells != null) {
                known.put(row.number(), cells);
            }
        });
    }

    /** Whether there is a row that nobody has answered yet. */
    public boolean isOpen() {
        return !unanswered().isEmpty();
    }

    /** The rows that nobody has answered yet. */
    List<AskedRow> unanswered() {
        return rows.stream().filter(row -> !known.containsKey(row.number())).toList();
    }

    /** How much a call about the open rows would send. */
    int characters() {
        int ofHeaders = headers.stream().mapToInt(String::length).sum();
        return unanswered().stream()
                .mapToInt(row -> ofHeaders
                        + row.cells().stream().mapToInt(String::length).sum())
                .sum();
    }

    /** The answered cells by the number of their row; none of a row that says nothing. */
    Map<Long, List<String>> known() {
        return known;
    }

    /** Parameters of {@code find-answers.sql}. */
    public Map<String, Object> getRecollection() {
        return Map.of(
                "merchant",
                merchant.toString(),
                "hashes",
                rows.stream().map(AskedRow::hash).toArray(String[]::new));
    }

    /** Parameters that every statement about this claim takes. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", claim.upload().toString());
        parameters.put("chunk", claim.chunk());
        parameters.put("firstRow", claim.firstRow());
        parameters.put("claim", claim.number());
        return parameters;
    }

    /** Parameters of {@code complete-batch.sql} that keep these answers for the same cells. */
    void keep(Map<Long, List<String>> answers, Map<String, Object> parameters) {
        List<String> hashes = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (AskedRow row : rows) {
            List<String> answer = answers.get(row.number());
            if (answer != null) {
                hashes.add(row.hash());
                cells.add(AnswerJson.cells(answer));
            }
        }
        parameters.put("merchant", merchant.toString());
        parameters.put("hashes", hashes.toArray(String[]::new));
        parameters.put("cells", cells.toArray(String[]::new));
    }
}
