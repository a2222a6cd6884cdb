package io.pledgeline.erase;

import io.pledgeline.database.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes rows of erased people out of what a chunk keeps, when the loader has found them. */
public final class Blanking {

    private Blanking() {}

    /**
     * Parameters of {@code store-chunks.sql}.
     *
     * @param erasures how many the loader knew of
     * @param chunk the row of {@code get-chunk.sql}
     * @param rows of the file that go
     * @param others rows in which only the addresses of these hashes go
     */
    public static Map<String, @Nullable Object> parameters(
            String upload,
            long erasures,
            Map<String, Object> chunk,
            Set<Long> rows,
            Set<Long> others,
            PersonHashes hashes,
            Set<String> erased) {
        SearchedChunk searched = new SearchedChunk(new Row(chunk));
        searched.blank(rows);
        searched.redact(others, cell -> hashes.without(cell, erased));
        return SearchedChunks.parameters(upload, erasures, List.of(searched));
    }
}
