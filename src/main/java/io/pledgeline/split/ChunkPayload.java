package io.pledgeline.split;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import io.pledgeline.split.Block.Fault;
import io.pledgeline.split.LongCells.LongCell;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a block into the text that camel-csv parses, and the parsed rows into a chunk record. */
@Component
class ChunkPayload {

    private static final JsonFactory JSON = new JsonFactory();

    private final SplitSettings settings;
    private final LongCells longCells;

    ChunkPayload(SplitSettings settings) {
        this.settings = settings;
        this.longCells = new LongCells(settings.cellSize());
    }

    /** The text of a block, in which every byte can be told again. */
    public String text(@Body Block block, @Variable("slice") Slice slice) {
        return LosslessText.decode(block.bytes(), Charset.forName(slice.known().charset()));
    }

    /**
     * Parameters of {@code insert-chunk.sql}.
     *
     * @param rows the cells of the records of the block that were kept
     * @param index which block of the slice it is, from 0
     */
    public Map<String, Object> parameters(
            @Body List<List<String>> rows,
            @Variable("block") Block block,
            @Variable("slice") Slice slice,
            @ExchangeProperty("CamelSplitIndex") int index)
            throws IOException {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", slice.upload().toString());
        parameters.put("number", slice.chunk() + index);
        parameters.put("file", slice.file());
        parameters.put("lease", settings.lease().toSeconds() + " s");
        parameters.put("firstRow", block.firstRow());
        parameters.put("rows", block.rows());
        parameters.put("partial", block.faults().stream().anyMatch(Fault::dropped));
        parameters.put("byteFrom", block.from());
        parameters.put("byteTo", block.to());
        parameters.put("data", data(slice.known().headers(), rows, block));
        parameters.put(
                "errors",
                errors(block.faults(), longCells.in(rows, block, slice.known().headers())));
        return parameters;
    }

    private static String data(String headers, List<List<String>> rows, Block block) throws IOException {
        long dropped = block.faults().stream().filter(Fault::dropped).count();
        if (rows.size() + dropped != block.rows()) {
            throw new IllegalStateException("Block at byte " + block.from() + " was cut into " + block.rows()
                    + " records but parsed to " + (rows.size() + dropped));
        }
        try (SegmentedStringWriter text = new SegmentedStringWriter(JSON._getBufferRecycler());
                JsonGenerator json = JSON.createGenerator(text)) {
            // Bytes that could not be decoded are lone surrogates, which UTF-8 cannot carry but JSON's escapes can.
            if (rows.stream().flatMap(List::stream).anyMatch(LosslessText::hasEscapes)) {
                json.enable(JsonGenerator.Feature.ESCAPE_NON_ASCII);
            }
            json.writeStartObject();
            json.writeFieldName("headers");
            json.writeRawValue(headers);
            json.writeArrayFieldStart("rows");
            int fault = 0;
            long row = block.firstRow();
            for (List<String> cells : rows) {
                for (;
                        fault < block.faults().size()
                                && block.faults().get(fault).row() <= row;
                        fault++) {
                    if (block.faults().get(fault).dropped()) {
                        json.writeStartArray();
                        json.writeEndArray();
                        row++;
                    }
                }
                json.writeStartArray();
                for (String cell : cells) {
                    json.writeString(cell);
                }
                json.writeEndArray();
                row++;
            }
            for (; fault < block.faults().size(); fault++) {
                if (block.faults().get(fault).dropped()) {
                    json.writeStartArray();
                    json.writeEndArray();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            return text.getAndClear();
        }
    }

    private static @Nullable String errors(List<Fault> faults, List<LongCell> cells) throws IOException {
        if (faults.isEmpty() && cells.isEmpty()) {
            return null;
        }
        try (SegmentedStringWriter text = new SegmentedStringWriter(JSON._getBufferRecycler());
                JsonGenerator json = JSON.createGenerator(text)) {
            // A value may begin with bytes that could not be decoded.
            json.enable(JsonGenerator.Feature.ESCAPE_NON_ASCII);
            json.writeStartArray();
            for (Fault fault : faults) {
                error(json, fault.row(), null, null, fault.code(), fault.message());
            }
            for (LongCell cell : cells) {
                error(json, cell.row(), cell.column(), cell.value(), "CELL_TOO_LONG", cell.message());
            }
            json.writeEndArray();
            json.flush();
            return text.getAndClear();
        }
    }

    private static void error(
            JsonGenerator json, long row, @Nullable String column, @Nullable String value, String code, String message)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeStringField("column", column);
        json.writeStringField("value", value);
        json.writeStringField("code", code);
        json.writeStringField("message", message);
        json.writeEndObject();
    }
}
