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
    private int messages;
    private int received;

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

    /**
     * @param different messages to merchants
     * @param requests with which they came, the ones that the receiver failed included
     */
    void messages(int different, int requests) {
        messages = different;
        received = requests;
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

    int messages() {
        return messages;
    }

    int received() {
        return received;
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
