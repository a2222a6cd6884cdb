package io.pledgeline.jobs;

import java.util.Locale;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which errors of a job are asked for. */
@Component
class ErrorFilterReader {

    public ErrorFilter read(
            @Header("code") @Nullable String code,
            @Header("column") @Nullable String column,
            @Header("q") @Nullable String words) {
        return new ErrorFilter(
                code == null || code.isEmpty() ? null : code,
                column,
                words == null ? "" : words.strip().toLowerCase(Locale.ROOT));
    }
}
