package io.pledgeline.erase;

import io.pledgeline.database.Row;
import io.pledgeline.platform.Backer;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.RowMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A search for erased people through what an upload keeps of its file, a few chunks at a time. */
public final class UploadSearch {

    /** So long nobody else is served by this consumer; each batch is 4 chunks. */
    private static final int BATCHES = 100;

    private final String upload;
    private final UUID merchant;
    private final UUID campaign;
    private final long erasures;
    private final @Nullable ErasureTask task;
    private final PersonHashes hashes;
    private final Map<String, Mapped> mappings = new HashMap<>();

    private List<Suspects> batch = List.of();
    private final Set<Key> learned = new LinkedHashSet<>();
    private final Set<String> learnedHashes = new LinkedHashSet<>();
    private int after;
    private int batches;
    private boolean ended;

    /** Of a backer in the campaign of the upload. */
    private record Key(String platform, String externalId) {}

    private record Mapped(RowMapper mapper, Mapping mapping) {}

    /** The rows of a chunk by the hashes that would tell an erased person: of its own backer, and of addresses in a cell. */
    private static final class Suspects {
        final SearchedChunk chunk;
        final Map<Long, List<String>> own = new HashMap<>();
        final Map<Long, Backer> backers = new HashMap<>();
        final String platform;
        final Map<Long, List<String>> cells = new HashMap<>();
        final Set<Long> sound = new HashSet<>();
        final Set<Long> somebodys = new HashSet<>();

        Suspects(SearchedChunk chunk, String platform) {
            this.chunk = chunk;
            this.platform = platform;
        }
    }

    /**
     * A search that has not begun.
     *
     * @param row of {@code next-upload.sql} or {@code late-uploads.sql}
     * @param task whose figures grow, and which learns; null when nobody waits for it
     */
    UploadSearch(Row row, @Nullable ErasureTask task) {
        upload = row.text("upload");
        merchant = row.uuid("merchant_id");
        campaign = row.uuid("campaign_id");
        erasures = row.number("erasures");
        hashes = new PersonHashes(row.bytes("erasure_key"));
        this.task = task;
    }

    /** Whether there may be more chunks, and it is still our turn. */
    public boolean isOpen() {
        return !ended && (task == null || batches < BATCHES);
    }

    /** Whether all chunks were searched that could be. */
    public boolean isEnded() {
        return ended;
    }

    String upload() {
        return upload;
    }

    /** Parameters of {@code next-chunks.sql} and {@code finish-upload.sql}. */
    public Map<String, Object> getNext() {
        return Map.of("upload", upload, "after", after, "erasures", erasures);
    }

    /** Takes the rows of {@code next-chunks.sql}. */
    void read(List<Map<String, Object>> rows) {
        batches++;
        ended = rows.isEmpty();
        batch = new ArrayList<>();
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            SearchedChunk chunk = new SearchedChunk(row);
            after = chunk.number;
            batch.add(suspects(chunk, mapped(row)));
        }
    }

    private Mapped mapped(Row row) {
        return mappings.computeIfAbsent(row.text("mapping_hash"), hash -> {
            Mapping mapping = Mapping.fromJson(row.text("mapping"));
            return new Mapped(new RowMapper(mapping), mapping);
        });
    }

    private Suspects suspects(SearchedChunk chunk, Mapped by) {
        String platform = by.mapping().platform();
        Suspects suspects = new Suspects(chunk, platform);
        long number = chunk.firstRow;
        for (List<String> cells : chunk.rows()) {
            if (!cells.isEmpty()) {
                PledgeRow row = by.mapper().map((int) number, cells);
                Backer backer = row.backer();
                suspects.own.put(number, hashes.of(campaign, platform, backer));
                suspects.backers.put(number, backer);
                List<String> addresses = new ArrayList<>();
                cells.forEach(cell -> addresses.addAll(hashes.in(cell)));
                suspects.cells.put(number, addresses);
                // What a model has read is not among the cells.
                if (row.problems().isEmpty() && by.mapping().asked().isEmpty()) {
                    suspects.sound.add(number);
                    if (backer.email() != null) {
                        suspects.somebodys.add(number);
                    }
                }
            }
            number++;
        }
        return suspects;
    }

    /** Parameters of {@code find-erased.sql}. */
    public Map<String, Object> getSuspects() {
        Set<String> all = new LinkedHashSet<>();
        batch.forEach(chunk -> {
            chunk.own.values().forEach(all::addAll);
            chunk.cells.values().forEach(all::addAll);
        });
        return Map.of("merchant", merchant.toString(), "hashes", PersonHashes.bytes(all));
    }

    /** Takes the hashes of {@code find-erased.sql}, and blanks the rows that have one. */
    void found(Set<String> erased) {
        learned.clear();
        learnedHashes.clear();
        for (Suspects suspects : batch) {
            if (!suspects.chunk.hasCells()) {
                suspects.chunk.blankAllErrors();
            } else if (!erased.isEmpty()) {
                blank(suspects, erased);
            }
        }
    }

    private void blank(Suspects suspects, Set<String> erased) {
        Set<Long> theirs = new HashSet<>();
        Set<Long> mentions = new HashSet<>();
        Set<String> keys = new HashSet<>();
        suspects.own.forEach((row, own) -> {
            if (own.stream().anyMatch(erased::contains)) {
                theirs.add(row);
            }
        });
        theirs.forEach(row -> {
            if (suspects.sound.contains(row)) {
                Backer backer = Objects.requireNonNull(suspects.backers.get(row));
                keys.addAll(hashes.kept(campaign, suspects.platform, backer));
                learned.add(new Key(suspects.platform, backer.externalId()));
            }
        });
        learnedHashes.addAll(keys);
        // The lines of one order may name the person once.
        suspects.own.forEach((row, own) -> {
            if (own.stream().anyMatch(keys::contains)) {
                theirs.add(row);
            }
        });
        suspects.cells.forEach((row, addresses) -> {
            if (!theirs.contains(row) && addresses.stream().anyMatch(erased::contains)) {
                mentions.add(row);
            }
        });
        mentions.removeIf(row -> !suspects.somebodys.contains(row) && theirs.add(row));
        suspects.chunk.blank(theirs);
        suspects.chunk.redact(mentions, cell -> hashes.without(cell, erased));
    }

    /** Whether rows of the person have told keys of his, by which the erasure finds other rows and backers. */
    public boolean isWiser() {
        return task != null && !learnedHashes.isEmpty();
    }

    /** Parameters of {@code learn-people.sql}. */
    public Map<String, @Nullable Object> getLearned() {
        Map<String, @Nullable Object> parameters =
                new HashMap<>(Objects.requireNonNull(task).getParameters());
        parameters.put("campaign", campaign.toString());
        parameters.put("hashes", PersonHashes.bytes(learnedHashes));
        parameters.put("platforms", learned.stream().map(Key::platform).toArray(String[]::new));
        parameters.put("keys", learned.stream().map(Key::externalId).toArray(String[]::new));
        return parameters;
    }

    /** Parameters of {@code store-chunks.sql}. */
    public Map<String, @Nullable Object> getSearched() {
        Map<String, @Nullable Object> parameters = SearchedChunks.parameters(
                upload, erasures, batch.stream().map(suspects -> suspects.chunk).toList());
        parameters.put("job", task == null ? null : task.id().toString());
        return parameters;
    }
}
