package io.pledgeline.harness;

import java.util.ArrayList;
import java.util.List;

/** What a check found: nothing wrong, if all is well. */
final class Verdict {

    private final List<String> wrong = new ArrayList<>();
    private long rows;
    private long lost;
    private long doubled;
    private long stuck;

    void wrong(String sentence) {
        wrong.add(sentence);
    }

    void rows(long checked) {
        rows += checked;
    }

    void lost(String where, long count) {
        lost += count;
        wrong(where + ": " + count + " rows are lost");
    }

    void doubled(String where, long count) {
        doubled += count;
        wrong(where + ": " + count + " rows are there twice, or came from nowhere");
    }

    void stuck(String what, long count) {
        stuck += count;
        wrong(count + " " + what);
    }

    boolean isGood() {
        return wrong.isEmpty();
    }

    List<String> wrongs() {
        return wrong;
    }

    long rows() {
        return rows;
    }

    long lost() {
        return lost;
    }

    long doubled() {
        return doubled;
    }

    long stuck() {
        return stuck;
    }
}
