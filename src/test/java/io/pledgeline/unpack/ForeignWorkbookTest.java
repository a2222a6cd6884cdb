package io.pledgeline.unpack;

import static io.pledgeline.unpack.Archives.utf8;
import static io.pledgeline.unpack.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pledgeline.split.SplitFailedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks as POI does not write them: by other programs, or to do harm. */
class ForeignWorkbookTest {

    private static final Opened OPENED = new Opened();

    private static final String SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    @AfterAll
    static void nothingIsLeftBehind() {
        OPENED.untilNothingIsLeft();
    }

    /** Some programs leave out the styles, and the references of rows and cells. */
    @Test
    void whatMayBeLeftOutIsNotMissed() throws IOException {
        assertThat(text("<row><c t=\"inlineStr\"><is><t>Id</t></is></c><c><v>12.5</v></c></row>"
                        + "<row r=\"3\"><c r=\"B3\"><v>7</v></c></row>"))
                .isEqualTo("Id,12.5\r\n\r\n\"\",7\r\n");
    }

    @Test
    void theReadingsAboveJapaneseNamesAreNoPartOfThem() throws IOException {
        assertThat(text("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")).isEqualTo("漢字\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"2000000000\"><c><v>1</v></c></row>",
                "<cols><col min=\"1\" max=\"2000000000\" width=\"9\"/></cols>",
                "<cols><col min=\"1\" max=\"&#50;000000000\" width=\"9\"/></cols>",
                "<row r=\"1048577\"><c><v>1</v></c></row>",
                "<row r=\"0\"><c><v>1</v></c></row>",
                "<row r=\"3\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"ZZZZZ1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
                "<row r=\"1\"><c t=\"s\"><v>5</v></c></row>",
                "<row r=\"1\"><c><v>five</v></c></row>",
                "<row r=\"1\"><c><v>1</v></row>",
                "<row r=\"one\"><c><v>1</v></c></row>"
            })
    void whatExcelWouldNotOpenIsDamaged(String rows) {
        assertThatThrownBy(() -> text(rows))
                .isInstanceOfSatisfying(
                        SplitFailedException.class, e -> assertThat(e.code()).isEqualTo("CORRUPT_ARCHIVE"));
    }

    @Test
    void theLastRowAndColumnOfExcelAreRead() throws IOException {
        assertThat(text("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"))
                .hasSize(2 * 1048575 + 16383 + 5)
                .endsWith(",,1\r\n");
    }

    @Test
    void entitiesAreNotUnfolded() throws IOException {
        Map<String, byte[]> parts = parts("");
        parts.put("xl/worksheets/sheet1.xml", utf8("""
                <?xml version="1.0"?>
                <!DOCTYPE worksheet [<!ENTITY a "lol"><!ENTITY b SYSTEM "file:///etc/hostname">]>
                <worksheet xmlns="%s"><sheetData><row r="1"><c t="str"><v>&a;&b;</v></c></row></sheetData></worksheet>""".formatted(SPREADSHEET)));
        assertThatThrownBy(() -> OPENED.text("a.xlsx", zip(parts), null)).isInstanceOf(SplitFailedException.class);
    }

    private static String text(String rows) throws IOException {
        return OPENED.text("backers.xlsx", zip(parts(rows)), null);
    }

    private static Map<String, byte[]> parts(String rows) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        parts.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"" + PACKAGE + "content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + override("/xl/workbook.xml", type + "sheet.main+xml")
                        + override("/xl/worksheets/sheet1.xml", type + "worksheet+xml")
                        + override("/xl/sharedStrings.xml", type + "sharedStrings+xml") + "</Types>"));
        parts.put("_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml")));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                relationships(relationship("rId1", "worksheet", "worksheets/sheet1.xml")
                        + relationship("rId2", "sharedStrings", "sharedStrings.xml")));
        parts.put(
                "xl/workbook.xml",
                utf8("<workbook xmlns=\"" + SPREADSHEET + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
        parts.put(
                "xl/sharedStrings.xml",
                utf8(
                        "<sst xmlns=\"" + SPREADSHEET
                                + "\" count=\"1\" uniqueCount=\"1\"><si><t>漢字</t><rPh sb=\"0\" eb=\"2\"><t>カンジ</t></rPh></si></sst>"));
        parts.put(
                "xl/worksheets/sheet1.xml",
                utf8("<worksheet xmlns=\"" + SPREADSHEET + "\">"
                        + (rows.startsWith("<cols>") ? rows + "<sheetData/>" : "<sheetData>" + rows + "</sheetData>")
                        + "</worksheet>"));
        return parts;
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
    }

    private static byte[] relationships(String inside) {
        return utf8("<Relationships xmlns=\"" + PACKAGE + "relationships\">" + inside + "</Relationships>");
    }

    private static String relationship(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }
}
