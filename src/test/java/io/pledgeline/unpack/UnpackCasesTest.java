package io.pledgeline.unpack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.Cases;
import io.pledgeline.split.SplitFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of {@code unpack/cases/*.yaml}: what a sheet of a workbook is as CSV. */
class UnpackCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Opened OPENED = new Opened();

    @AfterAll
    static void nothingIsLeftBehind() {
        OPENED.untilNothingIsLeft();
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return Cases.of("unpack", (kind, input) -> sheet(input));
    }

    private static JsonNode sheet(JsonNode input) {
        ObjectNode out = JSON.createObjectNode();
        String sheet = input.path("sheet").asText(null);
        ObjectNode workbook = ((ObjectNode) input).deepCopy();
        workbook.remove("sheet");
        try {
            out.put("csv", OPENED.text("backers.xlsx", Workbooks.of(workbook), sheet));
        } catch (SplitFailedException failed) {
            out.putObject("failure").put("code", failed.code()).put("detail", failed.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }
}
