package io.pledgeline.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;

/** A sheet as CSV in UTF-8, written row by row while it is read; rows that the file leaves out are blank lines, so that they keep their numbers. */
final class SheetStream extends InputStream {

    /** A number of a row or column beyond Excel's would be filled up until there is no memory left. */
    private static final SpreadsheetVersion EXCEL = SpreadsheetVersion.EXCEL2007;

    private static final int WRITTEN_AT_ONCE = 1 << 14;

    private final Iterator<Row> rows;
    private final SheetCells cells = new SheetCells();
    private byte[] out = {};
    private int at;
    private int line;

    SheetStream(Iterator<Row> rows) {
        this.rows = rows;
    }

    @Override
    public int read() throws IOException {
        return at == out.length && !fill() ? -1 : out[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == out.length && !fill()) {
            return -1;
        }
        int some = Math.min(length, out.length - at);
        System.arraycopy(out, at, bytes, from, some);
        at += some;
        return some;
    }

    private boolean fill() throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            while (text.length() < WRITTEN_AT_ONCE && rows.hasNext()) {
                Row row = rows.next();
                if (row.getRowNum() < line || row.getRowNum() > EXCEL.getLastRowIndex()) {
                    throw new IOException("Row " + row.getRowNum() + " after " + line);
                }
                for (; line < row.getRowNum(); line++) {
                    text.append("\r\n");
                }
                csv.printRecord(cellsOf(row));
                line++;
            }
        }
        out = text.toString().getBytes(StandardCharsets.UTF_8);
        at = 0;
        return out.length > 0;
    }

    private List<String> cellsOf(Row row) throws IOException {
        List<String> shown = new ArrayList<>();
        for (Cell cell : row) {
            if (cell.getColumnIndex() > EXCEL.getLastColumnIndex()) {
                throw new IOException("Column " + cell.getColumnIndex());
            }
            while (shown.size() < cell.getColumnIndex()) {
                shown.add("");
            }
            shown.add(cells.shown(cell));
        }
        return shown;
    }
}
