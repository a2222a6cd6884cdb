package io.pledgeline.split;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.split.Block.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.unit.DataSize;

/** Finds the cells that are longer than allowed, each of which fails its row. */
final class LongCells {

    /** So much of a cell is shown with the error. */
    private static final int SHOWN = 100;

    private static final JsonMapper JSON = new JsonMapper();

    private final long most;

    /** @param most characters of a cell */
    LongCells(DataSize most) {
        this.most = most.toBytes();
    }

    /**
     * A cell that is too long.
     *
     * @param column its header; {@code #27} when it is the 27th and stands behind the last one
     * @param value its beginning
     */
    record LongCell(long row, String column, String value, String message) {}

    /**
     * The cells of a block that are too long, in the order of the file.
     *
     * @param rows the records that were kept
     * @param headers as JSON array
     */
    List<LongCell> in(List<List<String>> rows, Block block, String headers) throws IOException {
        if (rows.stream().noneMatch(this::hasLongCell)) {
            return List.of();
        }
        JsonNode names = JSON.readTree(headers);
        Set<Long> dropped =
                block.faults().stream().filter(Fault::dropped).map(Fault::row).collect(Collectors.toSet());
        List<LongCell> found = new ArrayList<>();
        long row = block.firstRow();
        for (List<String> cells : rows) {
            while (dropped.contains(row)) {
                row++;
            }
            for (int i = 0; i < cells.size(); i++) {
                if (isLong(cells.get(i))) {
                    found.add(cell(row, names.path(i).asText("#" + (i + 1)), cells.get(i)));
                }
            }
            row++;
        }
        return found;
    }

    private LongCell cell(long row, String column, String cell) {
        // Not in the middle of a pair.
        int end = Character.isHighSurrogate(cell.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return new LongCell(
                row,
                column,
                cell.substring(0, end) + "…",
                "The cell has " + cell.length() + " characters; at most " + most + " are allowed.");
    }

    private boolean hasLongCell(List<String> cells) {
        for (String cell : cells) {
            if (isLong(cell)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLong(String cell) {
        return cell.length() > most && cell.length() > SHOWN;
    }
}
