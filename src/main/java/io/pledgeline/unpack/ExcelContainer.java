package io.pledgeline.unpack;

import com.github.pjfanning.xlsx.SharedStringsImplementationType;
import com.github.pjfanning.xlsx.StreamingReader;
import io.pledgeline.split.SplitFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sheet of an Excel workbook, read row by row; texts that sheets share wait in a temporary file. */
final class ExcelContainer implements Container {

    private static final Logger LOG = LoggerFactory.getLogger(ExcelContainer.class);

    private static final int ROWS_AT_ONCE = 100;
    private static final int BUFFER = 1 << 16;

    private final Spool spool;
    private final long size;
    private final Workbook workbook;
    private @Nullable PackedFile sheet;
    private boolean read;

    /**
     * Opens a workbook.
     *
     * @param wanted name or number (from 1) of the sheet; null for the first that is not hidden
     * @throws SplitFailedException if it has no such sheet
     */
    ExcelContainer(Spool spool, long size, String name, @Nullable String wanted, Inflation inflation) {
        this.spool = spool;
        this.size = size;
        this.workbook = StreamingReader.builder()
                .rowCacheSize(ROWS_AT_ONCE)
                .bufferSize(BUFFER)
                .setSharedStringsImplementationType(SharedStringsImplementationType.TEMP_FILE_BACKED)
                .open(spool.file().toFile());
        try {
            SheetStream content = new SheetStream(choose(wanted).iterator());
            // What comes out of the parts of a workbook is watched by POI itself.
            this.sheet = new PackedFile(name, inflation.watch(name, content, () -> Long.MAX_VALUE));
        } catch (RuntimeException e) {
            closeQuietly(workbook);
            throw e;
        }
    }

    private Sheet choose(@Nullable String wanted) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            names.add(workbook.getSheetName(i));
        }
        int index = wanted == null ? firstToBeSeen(names.size()) : indexOf(wanted, names);
        if (index < 0 || index >= names.size()) {
            throw new SplitFailedException(
                    "SHEET_NOT_FOUND",
                    "The workbook has no sheet " + wanted + ". Its sheets are: " + String.join(", ", names) + ".",
                    null);
        }
        return workbook.getSheetAt(index);
    }

    /** Lists and settings are kept in hidden sheets, also in front of the others. */
    private int firstToBeSeen(int sheets) {
        return IntStream.range(0, sheets)
                .filter(i -> !workbook.isSheetHidden(i) && !workbook.isSheetVeryHidden(i))
                .findFirst()
                .orElse(0);
    }

    /** Excel does not tell upper and lower case apart in the names of sheets. */
    private static int indexOf(String wanted, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).strip().equalsIgnoreCase(wanted.strip())) {
                return i;
            }
        }
        return wanted.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(wanted) - 1 : -1;
    }

    private static void closeQuietly(Workbook workbook) {
        try {
            workbook.close();
        } catch (IOException | RuntimeException e) {
            // Why it was given up matters more.
            LOG.warn("A workbook could not be closed: {}", e.getClass().getSimpleName());
        }
    }

    /** Other sheets, comments and properties. */
    @Override
    public boolean isPartial() {
        return true;
    }

    @Override
    public boolean hasNext() {
        return sheet != null;
    }

    @Override
    public PackedFile next() {
        PackedFile next = sheet;
        if (next == null) {
            throw new NoSuchElementException();
        }
        sheet = null;
        return next;
    }

    @Override
    public long position() {
        return read ? size : 0;
    }

    @Override
    public void close() throws IOException {
        read = true;
        try (spool) {
            workbook.close();
        }
    }
}
