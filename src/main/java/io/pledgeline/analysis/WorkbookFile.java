package io.pledgeline.analysis;

import io.pledgeline.split.StoredRange;
import org.jspecify.annotations.Nullable;

/** A plain file of a workbook, as the route {@code split-read} opens it. */
public record WorkbookFile(
        String name, String bucket, String key, @Nullable String etag, long bytes) implements StoredRange {

    @Override
    public long position() {
        return 0;
    }

    @Override
    public long lastByte() {
        return bytes - 1;
    }
}
