package io.pledgeline.records;

import io.pledgeline.database.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads records in two steps: which ones, in their order, and what they hold; a sort carries only ids. */
@Component
class RecordReader {

    private final ProducerTemplate producer;

    RecordReader(ProducerTemplate producer) {
        this.producer = producer;
    }

    /**
     * The next records of a selection.
     *
     * @param end where they end; null when there are no more
     */
    record Found(List<String> ids, @Nullable RecordCursor end) {}

    Found find(RecordSelection selection, int limit, @Nullable RecordCursor after) {
        Row row = new Row(ask("direct:records-find", selection, selection.parameters(limit, after))
                .get(0));
        if (row.isNull("ids")) {
            return new Found(List.of(), null);
        }
        List<String> ids = List.of(row.text("ids").split(",", -1));
        if (ids.size() <= limit) {
            return new Found(ids, null);
        }
        List<String> first = ids.subList(0, limit);
        UUID last = UUID.fromString(first.get(limit - 1));
        return new Found(first, new RecordCursor(selection.order(), last, row.text("key")));
    }

    /** The records with these ids as JSON, in this order; those that have gone meanwhile are left out. */
    List<String> read(RecordSelection selection, List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : ask("direct:records-read", selection, Map.of("ids", ids.toArray(String[]::new))).stream()
                        .map(row -> new Row(row).text("item"))
                        .toList();
    }

    /** The columns that only this campaign has. */
    List<String> columns(RecordSelection selection) {
        Map<String, Object> campaign = Map.of("campaign", Objects.requireNonNull(selection.campaign()));
        return ask("direct:records-columns", selection, campaign).stream()
                .map(row -> new Row(row).text("name"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> ask(
            String route, RecordSelection selection, Map<String, ? extends @Nullable Object> parameters) {
        return producer.requestBodyAndHeader(
                route, parameters, "table", selection.table().word(), List.class);
    }
}
