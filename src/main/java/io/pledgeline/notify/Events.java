package io.pledgeline.notify;

import io.pledgeline.http.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What merchants can ask to be told of. */
final class Events {

    static final List<String> ALL =
            List.of("import.completed", "import.failed", "import.waiting_for_mapping", "import.too_many_errors");

    private Events() {}

    /** All of them where none are named. */
    static List<String> read(@Nullable List<@Nullable String> asked) {
        if (asked == null) {
            return ALL;
        }
        if (asked.isEmpty() || !asked.stream().allMatch(event -> event != null && ALL.contains(event))) {
            throw ProblemException.invalidParameter("events", "is one or more of " + String.join(", ", ALL) + ".");
        }
        return List.copyOf(new LinkedHashSet<>(asked));
    }
}
