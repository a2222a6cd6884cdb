package io.pledgeline.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.database.Row;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the row that {@code claim-chunk.sql} returns, with the mapping that was frozen for its file. */
@Component
class ChunkReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectReader DATA = JSON.readerFor(Data.class);
    private static final int MAPPINGS = 32;
    private static final String FORMER_FILES =
            "SELECT f.number, f.name, f.mapping::text FROM csv_uploads u JOIN workbook_files f ON f.workbook_id = u.workbook_id"
                    + " WHERE u.id = ? AND f.mapping IS NOT NULL";

    private final JdbcClient jdbc;
    private final Map<String, Mapping> mappings = new LinkedHashMap<>(MAPPINGS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mapping> eldest) {
            return size() > MAPPINGS;
        }
    };

    record Data(List<String> headers, List<List<String>> rows) {}

    ChunkReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Chunk read(Row row) {
        try {
            Data data = DATA.readValue(row.text("data"));
            int file = row.integer("file");
            Mapping mapping = mapping(row.uuid("workbook_id"), file, row.text("mapping_hash"));
            List<Problem> faults = faults(row.textOrNull("errors"));
            List<List<String>> rows = data.rows();
            JsonNode asked = JSON.readTree(row.isNull("asked") ? "{}" : row.text("asked"));
            if (!mapping.asked().isEmpty()) {
                AnsweredRows answered = new AnsweredRows(mapping, asked.path("answers"), faults);
                rows = answered.of(rows, row.integer("first_row"));
                faults.addAll(answered.faults());
            }
            return new Chunk(
                    row.uuid("upload_id"),
                    row.integer("number"),
                    file,
                    row.integer("first_row"),
                    row.integer("attempts"),
                    row.uuid("campaign_id"),
                    Mode.of(row.text("mode")),
                    row.isTrue("judging"),
                    mapping,
                    rows,
                    faults,
                    settled(row.textOrNull("settled")),
                    correction(row, data.headers(), mapping),
                    family(row),
                    row.uuid("merchant_id"),
                    row.number("erasures"),
                    row.integer("rows_blanked"),
                    failure(asked.path("failure").path(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Correction correction(Row row, List<String> headers, Mapping mapping) {
        if (row.isNull("corrects")) {
            return null;
        }
        UUID corrects = row.uuid("corrects");
        return new Correction(
                corrects,
                headers,
                jdbc.sql(FORMER_FILES)
                        .param(corrects)
                        .query((file, n) -> new Correction.FormerFile(
                                file.getInt("number"),
                                file.getString("name"),
                                Mapping.fromJson(file.getString("mapping"))))
                        .list(),
                mapping);
    }

    private static List<String> family(Row row) throws IOException {
        List<String> family = new ArrayList<>(List.of(row.uuid("upload_id").toString()));
        JSON.readTree(row.isNull("family") ? "[]" : row.text("family")).forEach(one -> family.add(one.asText()));
        return family;
    }

    private static Set<Integer> settled(@Nullable String rows) throws IOException {
        Set<Integer> settled = new HashSet<>();
        JSON.readTree(rows == null ? "[]" : rows).forEach(row -> settled.add(row.asInt()));
        return settled;
    }

    private synchronized Mapping mapping(UUID workbook, int file, String hash) {
        return mappings.computeIfAbsent(
                hash,
                h -> Mapping.fromJson(
                        jdbc.sql("SELECT mapping::text FROM workbook_files WHERE workbook_id = ? AND number = ?")
                                .params(workbook, file)
                                .query(String.class)
                                .single()));
    }

    private static @Nullable Failure failure(JsonNode error) {
        return error.isObject()
                ? new Failure(error.path("code").asText(), error.path("detail").asText())
                : null;
    }

    private static List<Problem> faults(@Nullable String errors) throws IOException {
        List<Problem> faults = new ArrayList<>();
        if (errors != null) {
            for (JsonNode error : JSON.readTree(errors)) {
                faults.add(new Problem(
                        error.path("row").asInt(),
                        error.path("column").asText(""),
                        error.path("value").asText(""),
                        error.path("code").asText(),
                        error.path("message").asText()));
            }
        }
        return faults;
    }
}
