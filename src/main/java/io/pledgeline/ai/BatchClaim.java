package io.pledgeline.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.ai.Batch.Claim;
import io.pledgeline.database.Row;
import io.pledgeline.platform.Mapping;
import io.pledgeline.upkeep.Leases;
import io.pledgeline.upkeep.WorkLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Asks for a batch of rows and reads the answer. */
@Component
class BatchClaim {

    /** Of one row; more is no text that somebody wrote into a spreadsheet. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final AiSettings settings;
    private final BatchFeed feed;
    private final Leases leases;

    BatchClaim(AiSettings settings, BatchFeed feed, Leases leases) {
        this.settings = settings;
        this.feed = feed;
        this.leases = leases;
    }

    /**
     * Parameters of {@code claim-batch.sql}.
     *
     * @param message {@code <upload id>/<chunk number>/<first row>}, as the feeder queues it
     */
    public Map<String, Object> parameters(@Body String message) {
        String[] parts = message.split("/", -1);
        Map<String, Object> parameters = new HashMap<>(feed.parameters());
        parameters.put("upload", parts[0]);
        parameters.put("chunk", Integer.valueOf(parts[1]));
        parameters.put("firstRow", Long.valueOf(parts[2]));
        parameters.put("lease", settings.lease().toMillis() + " ms");
        parameters.put("maxAttempts", settings.maxAttempts());
        return parameters;
    }

    /** The batch that was claimed; its lease is renewed and the log says which it is until the exchange is done. */
    public Batch batch(@Body List<Map<String, Object>> rows, Exchange exchange) throws JsonProcessingException {
        Row row = new Row(rows.get(0));
        Claim claim = new Claim(
                row.uuid("upload_id"),
                row.integer("chunk"),
                row.number("first_row"),
                row.integer("rows"),
                row.integer("depth"),
                row.integer("claims"),
                row.integer("attempts"),
                row.number("seconds"),
                row.number("tokens"),
                row.isTrue("proven"),
                row.isTrue("undecided"));
        leases.holdBatch(exchange, claim.upload(), claim.chunk(), claim.firstRow(), claim.number());
        WorkLog.mark(exchange, claim.upload(), claim.chunk());
        return read(row, claim, Mapping.fromJson(row.text("mapping")));
    }

    /** Takes what was answered to the same cells before. */
    public void recall(@Body List<Map<String, Object>> found, @Variable("batch") Batch batch) {
        Map<String, List<String>> answers = new HashMap<>();
        found.stream().map(Row::new).forEach(row -> answers.put(row.text("hash"), AnswerJson.cells(row.text("cells"))));
        batch.recall(answers);
    }

    private Batch read(Row row, Claim claim, Mapping mapping) throws JsonProcessingException {
        JsonNode data = JSON.readTree(row.text("data")).path("rows");
        Set<Long> malformed = new HashSet<>();
        JSON.readTree(row.isNull("errors") ? "[]" : row.text("errors"))
                .forEach(error -> malformed.add(error.path("row").asLong()));
        List<String> headers = mapping.asked().stream()
                .map(index -> mapping.columns().stream()
                        .filter(column -> column.index() == index)
                        .findFirst()
                        .orElseThrow()
                        .header())
                .toList();
        List<AskedRow> asked = new ArrayList<>();
        List<Long> silent = new ArrayList<>();
        List<Long> unaskable = new ArrayList<>();
        for (long number = claim.firstRow(); number < claim.firstRow() + claim.size(); number++) {
            List<String> record = cells(data.path((int) (number - row.number("chunk_row"))));
            if (malformed.contains(number) || isBlank(record) || isTooWide(record, mapping)) {
                continue;
            }
            List<String> cells = mapping.asked().stream()
                    .map(index -> index < record.size() ? Sendable.text(record.get(index)) : "")
                    .toList();
            if (isBlank(cells)) {
                silent.add(number);
            } else if (cells.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
                unaskable.add(number);
            } else {
                String hash = AnswerHash.of(settings, RowPrompt.SYSTEM, mapping.answers(), headers, cells);
                asked.add(new AskedRow(number, cells, hash));
            }
        }
        return new Batch(
                claim, row.uuid("merchant_id"), new AnswerForm(mapping.answers()), headers, asked, silent, unaskable);
    }

    private static List<String> cells(JsonNode record) {
        return StreamSupport.stream(record.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static boolean isTooWide(List<String> record, Mapping mapping) {
        return record.size() > mapping.fileWidth() && !isBlank(record.subList(mapping.fileWidth(), record.size()));
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream().allMatch(String::isBlank);
    }
}
