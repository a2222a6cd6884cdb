package io.pledgeline.undo;

import io.pledgeline.database.Row;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Opens the records of an undo as CSV, which is read page by page. */
@Component
class UndoRecordsCsv {

    private static final String HEADER = "table,id,product_id,outcome,reason\r\n";

    private final ProducerTemplate producer;

    UndoRecordsCsv(ProducerTemplate producer) {
        this.producer = producer;
    }

    /** @param parameters of {@code read-records.sql} */
    public InputStream open(@Body Map<String, Object> parameters) {
        return new SequenceInputStream(new Pages(parameters));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> read(Map<String, Object> parameters) {
        return producer.requestBody("direct:undo-read", parameters, List.class);
    }

    /** The header, then one page after the other; one page is in memory at a time. */
    private final class Pages implements Enumeration<InputStream> {

        private final Map<String, Object> parameters;
        private boolean begun;
        private List<Map<String, Object>> next;

        Pages(Map<String, Object> parameters) {
            this.parameters = new HashMap<>(parameters);
            // Before anything is answered, so that a database that is away is still told as a problem.
            this.next = read(parameters);
        }

        @Override
        public boolean hasMoreElements() {
            return !begun || !next.isEmpty();
        }

        @Override
        public InputStream nextElement() {
            StringBuilder text = new StringBuilder();
            if (!begun) {
                begun = true;
                text.append(HEADER);
            } else {
                next.forEach(columns -> append(text, new Row(columns)));
                parameters.put("after", new Row(next.get(next.size() - 1)).number("number"));
                next = read(parameters);
            }
            return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII));
        }

        /** Names, ids and codes: nothing that would have to be quoted. */
        private static void append(StringBuilder text, Row row) {
            text.append(row.text("table"))
                    .append(',')
                    .append(row.text("id"))
                    .append(',')
                    .append(row.isNull("product") ? "" : row.text("product"))
                    .append(',')
                    .append(row.text("outcome"))
                    .append(',')
                    .append(row.text("reason"))
                    .append("\r\n");
        }
    }
}
