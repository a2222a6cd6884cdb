package io.pledgeline.unpack;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
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

    /** The long date of the computer. */
    private static final String LONG_DATE = "[$-F800]";

    private static final double ROUNDED_FROM = 1e15;
    /** What is behind these comes from computing in binary. */
    private static final MathContext DIGITS = new MathContext(15);

    /** The part of a format for nothing, when it has neither digits nor words. */
    private static final Pattern SIGNS = Pattern.compile("(\\[[^]]*]|[^\\p{L}0#])*");
    /** A format may fill its cell with spaces. */
    private static final Pattern SPACES = Pattern.compile("[\\s\u00A0]+");

    private final DataFormatter formatter = new DataFormatter(Locale.US);

    SheetCells() {
        formatter.setUseCachedValuesForFormulaCells(true);
    }

    String shown(Cell cell) {
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        if (type != CellType.NUMERIC) {
            return formatter.formatCellValue(cell);
        }
        CellStyle style = cell.getCellStyle();
        String format = style == null ? null : style.getDataFormatString();
        if (format != null && DateUtil.isCellDateFormatted(cell)) {
            return DATES_OF_THE_COMPUTER.contains((int) style.getDataFormat()) || format.contains(LONG_DATE)
                    ? iso(cell.getLocalDateTimeCellValue())
                    : formatter.formatCellValue(cell);
        }
        double number = cell.getNumericCellValue();
        if (Math.abs(number) >= ROUNDED_FROM) {
            return String.format(Locale.ROOT, "%.5E", number);
        }
        return format == null || format.equals("General") || format.equals("@")
                ? plain(number)
                : SPACES.matcher(formatted(number, format)).replaceAll(" ").strip();
    }

    /** The format for money shows nothing as a dash; that there is no money is said as a number. */
    private String formatted(double number, String format) {
        String[] sections = format.split(";", -1);
        boolean dash =
                number == 0 && sections.length > 2 && SIGNS.matcher(sections[2]).matches();
        return formatter.formatRawCellContents(number, -1, dash ? sections[0] : format);
    }

    private static String plain(double number) {
        return number == 0
                ? "0"
                : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String iso(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.withNano(0).toString();
    }
}
