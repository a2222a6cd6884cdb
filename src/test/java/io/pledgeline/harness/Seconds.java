package io.pledgeline.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times that were measured, in seconds. */
final class Seconds {

    private final List<Double> all = new ArrayList<>();

    void add(double seconds) {
        all.add(seconds);
    }

    int size() {
        return all.size();
    }

    @Override
    public String toString() {
        if (all.isEmpty()) {
            return "nothing measured";
        }
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%d times: min %.1f s, median %.1f s, max %.1f s",
                sorted.size(),
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }
}
