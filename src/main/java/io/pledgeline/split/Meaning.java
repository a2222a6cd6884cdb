package io.pledgeline.split;

import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Detection.Candidate;
import io.pledgeline.platform.Mapping.Warning;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether it is known what the columns of a file mean. */
sealed interface Meaning {

    /** What a person can do about it. */
    static String ask(UUID workbook) {
        String path = "POST /api/workbooks/" + workbook + "/analyze";
        return path + " proposes what the columns mean, and " + path + "/confirm lets this import go on.";
    }

    /**
     * It is.
     *
     * @param choices what a person said of the columns, null when nobody had to
     * @param warnings how it came to be known, where the creator should know
     */
    record Found(String platform, @Nullable Choices choices, List<Warning> warnings) implements Meaning {}

    /**
     * A person has to say it.
     *
     * @param code null when nothing is wrong but the creator wants to look first
     */
    record Open(@Nullable String code, @Nullable String detail, List<Candidate> candidates) implements Meaning {}

    static Open open(@Nullable String code, @Nullable String detail) {
        return new Open(code, detail, List.of());
    }
}
