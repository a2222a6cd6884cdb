package io.pledgeline.jobs;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Errors as they are shown: with the name of their file where there are several, and nothing that UTF-8 cannot carry. */
final class ErrorTexts {

    /** Bytes that could not be decoded: UTF-8 cannot carry these, so they are shown; the CSV gives them back. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final Map<Integer, String> names;

    ErrorTexts(List<FailedChunks.WorkbookFile> files) {
        names = files.size() < 2
                ? Map.of()
                : files.stream()
                        .collect(Collectors.toMap(FailedChunks.WorkbookFile::number, FailedChunks.WorkbookFile::name));
    }

    RowError shown(RowError error, int file) {
        return new RowError(
                names.get(file),
                error.row(),
                shown(error.column()),
                shown(error.value()),
                error.code(),
                error.message());
    }

    static @Nullable String shown(@Nullable String text) {
        return text == null ? null : LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }
}
