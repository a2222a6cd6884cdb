package io.pledgeline.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Refuses the parts of an Excel workbook that its reader would hold in memory without a bound. */
final class WorkbookParts {

    /** Everything but sheets and texts is read whole. */
    private static final long WHOLE = 16L << 20;

    private static final int BEFORE_ROWS = 1 << 20;
    private static final int COLUMNS = 16_384;
    private static final Pattern COLUMN =
            Pattern.compile("<(?:\\w+:)?col\\b[^>]*\\bmax\\s*=\\s*[\"']\\s*(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROWS = Pattern.compile("<(?:\\w+:)?sheetData\\b");

    private WorkbookParts() {}

    /**
     * Looks at the parts of a workbook.
     *
     * @throws io.pledgeline.split.SplitFailedException if one is too large or describes columns that Excel does not have
     */
    static void refuse(ZipFile zip, Inflation inflation) throws IOException {
        for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
            String name = part.getName();
            if (name.startsWith("xl/worksheets/") && name.endsWith(".xml")) {
                refuseColumns(zip, part, inflation);
            } else if (name.endsWith(".xml")
                    && !name.equals("xl/sharedStrings.xml")
                    && inflates(zip, part, inflation, WHOLE) > WHOLE) {
                throw Refusal.tooLarge("The workbook's part " + name + " is larger than " + WHOLE + " bytes.");
            }
        }
    }

    private static void refuseColumns(ZipFile zip, ZipArchiveEntry sheet, Inflation inflation) throws IOException {
        String head;
        try (InputStream in = open(zip, sheet, inflation)) {
            head = new String(in.readNBytes(BEFORE_ROWS), StandardCharsets.UTF_8);
        }
        Matcher rows = ROWS.matcher(head);
        int end = rows.find() ? rows.start() : head.length();
        String before = head.substring(0, end);
        Matcher column = COLUMN.matcher(before);
        // A number in disguise is nothing that a spreadsheet writes.
        boolean wrong = end == BEFORE_ROWS || before.contains("&#");
        while (!wrong && column.find()) {
            wrong = column.group(1).length() > 5 || Integer.parseInt(column.group(1)) > COLUMNS;
        }
        if (wrong) {
            throw Refusal.corrupt("The Excel workbook");
        }
    }

    /** What the part really comes to, not what its directory says; no more than one byte over the bound. */
    private static long inflates(ZipFile zip, ZipArchiveEntry part, Inflation inflation, long bound)
            throws IOException {
        try (InputStream in = open(zip, part, inflation)) {
            long size = 0;
            byte[] block = new byte[1 << 13];
            for (int read = in.read(block); read >= 0 && size <= bound; read = in.read(block)) {
                size += read;
            }
            return size;
        }
    }

    private static InputStream open(ZipFile zip, ZipArchiveEntry part, Inflation inflation) throws IOException {
        return inflation.watch(part.getName(), zip.getInputStream(part), part::getCompressedSize);
    }
}
