package io.pledgeline.unpack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorkbookPr;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellType;

/**
 * Writes Excel workbooks that a case describes.
 *
 * <p>A workbook is {@code {date1904, sheets: [{name, hidden, rows}]}}. A row is a list of cells, or null if the file leaves
 * it out. A cell is a text, a number of the format General, a truth value, null if the file leaves it out, or
 * {@code {text | number | date | formula and shows | error | inline, format}}, where the format is a code of Excel or the
 * number of a built-in one. A key that is not known is refused.
 */
public final class Workbooks {

    private static final Set<String> OF_A_CELL =
            Set.of("text", "number", "date", "formula", "shows", "error", "inline", "format");

    private final XSSFWorkbook workbook;

    private Workbooks(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    /** The bytes of a workbook. */
    public static byte[] of(JsonNode described) throws IOException {
        known(described, Set.of("date1904", "sheets"));
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (described.path("date1904").asBoolean()) {
                CTWorkbookPr properties = workbook.getCTWorkbook().isSetWorkbookPr()
                        ? workbook.getCTWorkbook().getWorkbookPr()
                        : workbook.getCTWorkbook().addNewWorkbookPr();
                properties.setDate1904(true);
            }
            described.required("sheets").forEach(sheet -> new Workbooks(workbook).sheet(sheet));
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private void sheet(JsonNode described) {
        known(described, Set.of("name", "hidden", "rows"));
        XSSFSheet sheet =
                workbook.createSheet(described.path("name").asText("Sheet" + (workbook.getNumberOfSheets() + 1)));
        if (described.path("hidden").asBoolean()) {
            workbook.setSheetVisibility(workbook.getSheetIndex(sheet), SheetVisibility.HIDDEN);
        }
        JsonNode rows = described.required("rows");
        for (int r = 0; r < rows.size(); r++) {
            if (!rows.get(r).isNull()) {
                XSSFRow row = sheet.createRow(r);
                for (int c = 0; c < rows.get(r).size(); c++) {
                    if (!rows.get(r).get(c).isNull()) {
                        write(row.createCell(c), rows.get(r).get(c));
                    }
                }
            }
        }
    }

    private void write(XSSFCell cell, JsonNode described) {
        if (!described.isObject()) {
            value(cell, described);
            return;
        }
        known(described, OF_A_CELL);
        if (described.has("text")) {
            cell.setCellValue(described.get("text").asText());
        } else if (described.has("number")) {
            cell.setCellValue(described.get("number").asDouble());
        } else if (described.has("date")) {
            cell.setCellValue(LocalDateTime.parse(described.get("date").asText()));
        } else if (described.has("formula")) {
            cell.setCellFormula(described.get("formula").asText());
            value(cell, described.required("shows"));
        } else if (described.has("error")) {
            cell.setCellErrorValue(FormulaError.forString(described.get("error").asText()));
        } else if (described.has("inline")) {
            cell.getCTCell().setT(STCellType.INLINE_STR);
            cell.getCTCell().addNewIs().setT(described.get("inline").asText());
        }
        if (described.has("format")) {
            cell.setCellStyle(style(described.get("format")));
        }
    }

    private static void value(XSSFCell cell, JsonNode value) {
        if (value.isNumber()) {
            cell.setCellValue(value.asDouble());
        } else if (value.isBoolean()) {
            cell.setCellValue(value.asBoolean());
        } else {
            cell.setCellValue(value.asText());
        }
    }

    private XSSFCellStyle style(JsonNode format) {
        XSSFCellStyle style = workbook.createCellStyle();
        style.setDataFormat(
                format.isInt() ? format.asInt() : workbook.createDataFormat().getFormat(format.asText()));
        return style;
    }

    private static void known(JsonNode described, Set<String> keys) {
        Set<String> names = new TreeSet<>();
        described.fieldNames().forEachRemaining(names::add);
        names.removeAll(keys);
        if (!names.isEmpty()) {
            throw new IllegalArgumentException("A workbook has no " + names);
        }
    }
}
