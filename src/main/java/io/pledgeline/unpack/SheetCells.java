package io.pledgeline.unpack;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

/**
 * Says what a cell of an Excel sheet shows.
 *
 * <p>Where that depends on the computer or the width of the column, it says what is in the cell: dates in Excel's standard
 * formats as ISO-8601, numbers of the format General with all their digits. A whole number of more than 15 digits was
 * rounded by Excel; it is shown as Excel shows it, in scientific notation, which says so.
 */
final class SheetCells {

    /** Formats of which the file says only "as this computer writes a date": m/d/yy, d-mmm-yy, m/d/yy h:mm. */
    private static final Set<Integer> DATES_OF_THE_COMPUTER = Set.of(14, 15, 22);

    private static final double ROUNDED_FROM = 1e15;

    private final DataFormatter formatter = new DataFormatter(Locale.US);

    SheetCells() {
        formatter.setUseCachedValuesForFormulaCells(true);
    }

    String shown(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (type != CellType.NUMERIC) {
            return formatter.formatCellValue(cell);
        }
        if (DateUtil.isCellDateFormatted(cell)) {
            return DATES_OF_THE_COMPUTER.contains((int) cell.getCellStyle().getDataFormat())
                    ? iso(cell.getLocalDateTimeCellValue())
                    : formatter.formatCellValue(cell);
        }
        double number = cell.getNumericCellValue();
        if (Math.abs(number) >= ROUNDED_FROM && number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%.5E", number);
        }
        String format = cell.getCellStyle().getDataFormatString();
        return format == null || format.equals("General") || format.equals("@")
                ? plain(number)
                : formatter.formatCellValue(cell);
    }

    private static String plain(double number) {
        return number == 0
                ? "0"
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String iso(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.withNano(0).toString();
    }
}
