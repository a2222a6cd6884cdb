package io.pledgeline.split;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.Cases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of {@code split/cases/*.yaml}. */
class SplitCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGE = 1 << 20;

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return Cases.of("split", SplitCasesTest::run);
    }

    private static JsonNode run(String kind, JsonNode input) {
        return switch (kind) {
            case "texts" -> text(input);
            case "headers" -> header(input);
            case "charsets" -> charset(input);
            default -> records(input);
        };
    }

    /** Cuts {@code csv} into blocks and lets commons-csv parse each. */
    private static JsonNode records(JsonNode input) {
        char delimiter = input.path("delimiter").asText(",").charAt(0);
        RecordCutter cutter = new RecordCutter(
                new ByteArrayInputStream(bytes(input)),
                input.path("position").asLong(0),
                input.path("row").asLong(1),
                delimiter,
                new Limits(
                        input.path("rows").asInt(1000),
                        input.path("blockSize").asInt(LARGE),
                        input.path("recordSize").asInt(LARGE),
                        input.path("cells").asInt(LARGE)));
        ObjectNode out = JSON.createObjectNode();
        ArrayNode blocks = out.putArray("blocks");
        try {
            while (cutter.hasNext()) {
                Block block = cutter.next();
                ObjectNode one = blocks.addObject();
                one.put("firstRow", block.firstRow());
                one.put("rows", block.rows());
                one.put("from", block.from());
                one.put("to", block.to());
                one.set(
                        "records",
                        JSON.valueToTree(CsvFormats.parse(block.bytes(), delimiter, StandardCharsets.UTF_8)));
                one.set("faults", JSON.valueToTree(block.faults()));
            }
        } catch (SplitFailedException failed) {
            out.set("failure", failure(failed));
        }
        return out;
    }

    private static JsonNode header(JsonNode input) {
        try {
            Header header = Header.read(
                    bytes(input),
                    StandardCharsets.UTF_8,
                    input.path("recordSize").asInt(LARGE),
                    input.path("maxColumns").asInt(LARGE));
            return header == null ? JSON.createObjectNode() : JSON.valueToTree(header);
        } catch (SplitFailedException failed) {
            return JSON.createObjectNode().set("failure", failure(failed));
        }
    }

    private static JsonNode charset(JsonNode input) {
        byte[] file = input.has("hex")
                ? bytes(input)
                : input.required("text")
                        .asText()
                        .getBytes(Charset.forName(input.path("charset").asText("UTF-8")));
        try {
            return JSON.createObjectNode().put("charset", FileCharset.of(file).name());
        } catch (SplitFailedException failed) {
            return JSON.createObjectNode().set("failure", failure(failed));
        }
    }

    private static JsonNode failure(SplitFailedException failed) {
        ObjectNode failure = JSON.createObjectNode().put("code", failed.code());
        return failure.put("row", failed.row());
    }

    private static JsonNode text(JsonNode input) {
        Charset charset = Charset.forName(input.path("charset").asText("UTF-8"));
        String text = LosslessText.decode(bytes(input), charset);
        ObjectNode out = JSON.createObjectNode();
        out.put("text", text);
        out.put("escaped", LosslessText.hasEscapes(text));
        out.put("hex", HexFormat.of().formatHex(LosslessText.encode(text, charset)));
        return out;
    }

    private static byte[] bytes(JsonNode input) {
        return input.has("hex")
                ? HexFormat.of().parseHex(input.path("hex").asText().replace(" ", ""))
                : input.required("csv").asText().getBytes(StandardCharsets.UTF_8);
    }
}
