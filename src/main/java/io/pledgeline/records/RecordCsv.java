package io.pledgeline.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.records.RecordReader.Found;
import io.pledgeline.records.RecordSelection.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import org.apache.camel.Variable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Component;

/** Opens records as CSV, which is made while it is read. */
@Component
class RecordCsv {

    /** Ids that are found at once: a sort looks at all records for each such lot, and 36 bytes a record are in memory. */
    private static final int LOT = 50_000;

    private static final int PAGE = 500;

    /** By which spreadsheets know UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Amounts keep their last zero. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final RecordReader records;

    RecordCsv(RecordReader records) {
        this.records = records;
    }

    public InputStream open(@Variable("selection") RecordSelection selection) {
        return new SequenceInputStream(new Pages(selection));
    }

    /** The header, then one page after the other; one page and the ids of one lot are in memory at a time. */
    private final class Pages implements Enumeration<InputStream> {

        private final RecordSelection selection;
        private final RecordColumns columns;
        private boolean begun;
        private Found lot;
        private int read;

        Pages(RecordSelection selection) {
            this.selection = selection;
            // Before anything is answered, so that a database that is away is still told as a problem.
            this.columns = new RecordColumns(selection.table(), own());
            this.lot = records.find(selection, LOT, null);
        }

        private List<String> own() {
            return switch (selection.table()) {
                case PLEDGES, SURVEYS -> records.columns(selection);
                case BACKERS, PRODUCTS -> List.of();
            };
        }

        @Override
        public boolean hasMoreElements() {
            return !begun || read < lot.ids().size() || lot.end() != null;
        }

        @Override
        public InputStream nextElement() {
            if (!begun) {
                begun = true;
                String mark = selection.form() == Form.DOWNLOAD ? BYTE_ORDER_MARK : "";
                return csv(mark, List.of(columns.names()));
            }
            if (read == lot.ids().size()) {
                lot = records.find(selection, LOT, lot.end());
                read = 0;
            }
            List<String> ids =
                    lot.ids().subList(read, Math.min(read + PAGE, lot.ids().size()));
            read += ids.size();
            return csv(
                    "",
                    records.read(selection, ids).stream()
                            .map(item -> columns.cells(tree(item)))
                            .toList());
        }

        private InputStream csv(String before, List<List<String>> rows) {
            StringBuilder text = new StringBuilder(before);
            try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
                for (List<String> row : rows) {
                    printer.printRecord(
                            selection.form() == Form.DOWNLOAD
                                    ? row.stream().map(HarmlessCell::of).toList()
                                    : row);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static JsonNode tree(String item) {
        try {
            return JSON.readTree(item);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
