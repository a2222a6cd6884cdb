package io.pledgeline.unpack;

import static io.pledgeline.load.Imports.rows;
import static io.pledgeline.unpack.Archives.gzip;
import static io.pledgeline.unpack.Archives.utf8;
import static io.pledgeline.unpack.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.Export;
import io.pledgeline.load.Imports;
import io.pledgeline.load.RunningImports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;

class UnpackWorkbookRouteTest extends RunningImports {

    private static final String PLEDGES = "Order Number,Name,Email,Amount\n1,Ada,a@example.org,5.00\n";
    private static final String LINES = "Order Number,Name,Email,Amount,SKU,Quantity\n1,Ada,a@example.org,5.00,BOX,1\n";

    @Autowired
    S3Client s3;

    @Test
    void aGzipIsImportedAsWhatIsInIt() throws IOException {
        Export export = Export.of(1, 250).set(7, "Email", "nobody");
        JsonNode job = imports.end(imports.uploadAs("backers.csv.gz", campaign, gzip(export.bytes())));

        assertThat(rows(job)).as(job.toString()).isEqualTo("249/1/0 of 250");
        assertThat(job.at("/progress/bytesTotal").asInt()).isEqualTo(export.bytes().length);
        assertThat(files(job)).containsExactly("backers.csv|UTF-8|,|250");
        assertThat(imports.errors(Imports.id(job)).get(0).get("row").asInt()).isEqualTo(8);
    }

    @Test
    void theFilesOfAZipAreOneImport() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("rewards/../tier-1.csv", Export.of(1, 150).bytes());
        entries.put("__MACOSX/._tier-1.csv", new byte[] {0, 5, 22, 7, 0});
        entries.put(
                "rewards/tier-2.csv",
                Export.of(151, 260).set(3, "Email", "nobody").bytes());
        entries.put("rewards/readme.pdf", utf8("%PDF-1.7"));
        entries.put("blank.csv", utf8("\uFEFF\r\n \r\n"));
        entries.put("letter.docx", zip(Map.of("word/document.xml", utf8("<x/>"))));
        entries.put("none.csv", Export.of(1, 0).bytes());
        JsonNode job = imports.end(imports.uploadAs("report.zip", campaign, zip(entries)));

        assertThat(rows(job)).as(job.toString()).isEqualTo("259/1/0 of 260");
        assertThat(imports.records(campaign).get("backers")).isEqualTo(259);
        assertThat(job.at("/warnings/0/code").asText()).isEqualTo("FILES_IGNORED");
        assertThat(job.at("/warnings/0/detail").asText())
                .contains("readme.pdf", "blank.csv", "letter.docx")
                .doesNotContain("tier", "MACOSX");
        assertThat(job.at("/progress/percent").asDouble()).isEqualTo(100);
        assertThat(files(job))
                .containsExactly("tier-1.csv|UTF-8|,|150", "tier-2.csv|UTF-8|,|110", "none.csv|UTF-8|,|0");
        JsonNode error = imports.json(
                        imports.get(campaign, "/api/jobs/" + Imports.id(job) + "/errors", "application/json"))
                .at("/items/0");
        assertThat(error.get("file").asText()).isEqualTo("tier-2.csv");
        assertThat(error.get("row").asInt()).isEqualTo(4);
    }

    @Test
    void theFailedRowsOfFilesWithDifferentColumnsStandUnderTheirHeaders() throws IOException {
        String header = "Backer UID,Backer Name,Email,Pledge Amount,Pledged Status,";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.csv", utf8(header + "Notes,Colour\n1,Ada,nobody,$5.00,collected,first,red\n"));
        entries.put(
                "b.csv",
                (header + "Size,Notes\n2,Zo\u00eb,nobody,$5.00,collected,L,second,extra\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        JsonNode job = imports.end(imports.uploadAs("report.zip", campaign, zip(entries)));

        assertThat(rows(job)).as(job.toString()).isEqualTo("0/2/0 of 2");
        String csv = imports.get(campaign, "/api/jobs/" + Imports.id(job) + "/errors", "text/csv");
        assertThat(csv.lines().map(line -> line.replaceFirst(",[^,]*\\],", ",E,")))
                .containsExactly(
                        "_file,_row,_errors," + header + "Size,Notes,Colour",
                        "a.csv,2,E,1,Ada,nobody,$5.00,collected,,first,red",
                        "b.csv,2,E,2,Zo\u00eb,nobody,$5.00,collected,L,second,,extra");
    }

    @Test
    void utf16IsReadWithAndWithoutAMark() {
        String text =
                Export.of(1, 120).set(5, "Backer Name", "Zoë 🦄 Ōta").text().replaceAll(",(?! )", "\t");
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            for (String mark : new String[] {"", "\uFEFF"}) {
                campaign = imports.newCampaign();
                JsonNode job = imports.end(imports.upload(campaign, (mark + text).getBytes(charset)));

                assertThat(rows(job)).as(job.toString()).isEqualTo("120/0/0 of 120");
                assertThat(files(job)).containsExactly("backers.csv|" + charset + "|	|120");
                assertThat(imports.number(
                                "SELECT count(*) FROM backers WHERE name = 'Zoë 🦄 Ōta' AND campaign_id ="
                                        + " (SELECT id FROM campaigns WHERE slug = ?)",
                                campaign.slug()))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whatDoesNotDecodeAsUtf16FailsItsRow() {
        byte[] file =
                Export.of(1, 20).set(5, "Backer Name", "half \uE000").text().getBytes(StandardCharsets.UTF_16LE);
        for (int i = 0; i + 1 < file.length; i += 2) {
            if (file[i] == 0 && file[i + 1] == (byte) 0xE0) {
                file[i + 1] = (byte) 0xD8;
            }
        }
        UUID job = imports.upload(campaign, file);

        assertThat(rows(imports.end(job))).isEqualTo("19/1/0 of 20");
        assertThat(imports.errors(job).get(0).get("code").asText()).isEqualTo("INVALID_CHARACTER");
        assertThat(imports.errors(job).get(0).get("row").asInt()).isEqualTo(6);
    }

    @Test
    void whatCannotBeUnpackedIsToldAndLeavesNothing() throws IOException {
        byte[] good = gzip(Export.of(1, 200).bytes());
        byte[] wrong = good.clone();
        wrong[good.length / 2] ^= 0x55;
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("CORRUPT_ARCHIVE 1", Arrays.copyOf(good, good.length - 20));
        files.put("CORRUPT_ARCHIVE 2", wrong);
        files.put("CORRUPT_ARCHIVE 3", Arrays.copyOf(zip(Map.of("a.csv", good)), 200));
        files.put("NESTED_ARCHIVE 1", gzip(good));
        files.put("NESTED_ARCHIVE 2", zip(Map.of("a.csv", good)));
        files.put("NESTED_ARCHIVE 3", zip(Map.of("a.zip", zip(Map.of("b.csv", utf8("a,b"))))));
        byte[] stored = stored("a.csv", Export.of(1, 20).bytes());
        stored[200] ^= 1;
        files.put("CORRUPT_ARCHIVE 4", stored);
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 40_000; i++) {
            many.put("an empty file with a name of some length, number " + i + ".csv", new byte[0]);
        }
        files.put("ARCHIVE_TOO_LARGE 3", zip(many));
        files.put("NO_CSV 1", zip(Map.of("a.pdf", utf8("%PDF-1.7"))));
        files.put("NO_CSV 2", zip(Map.of()));
        files.put("NO_CSV 3", gzip(new byte[0]));
        files.put("NO_CSV 4", zip(Map.of("a.csv", new byte[0])));
        files.put("UNSUPPORTED_TYPE 1", gzip(utf8("%PDF-1.7")));
        files.put("UNSUPPORTED_TYPE 2", zip(Map.of("mimetype", utf8("x"), "content.xml", utf8("<x/>"))));
        files.put("ARCHIVE_TOO_LARGE 1", gzip("a,b\n".repeat(10 << 20).getBytes(StandardCharsets.UTF_8)));
        files.put(
                "ARCHIVE_TOO_LARGE 2",
                zip(Map.of("a.csv", ",\n".repeat(20 << 20).getBytes(StandardCharsets.UTF_8))));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            JsonNode job = imports.end(imports.uploadAs("report.bin", campaign, file.getValue()));

            assertThat(job.get("status").asText()).as(file.getKey()).isEqualTo("FAILED");
            assertThat(job.at("/error/code").asText())
                    .as(job.toString())
                    .isEqualTo(file.getKey().split(" ")[0]);
            assertThat(job.at("/error/detail").asText()).isNotBlank();
            assertThat(objectsBelow(job)).isEmpty();
        }
        assertThat(imports.records(campaign).get("backers")).isZero();
    }

    @Test
    void filesOfPledgesAndOfItemsAreNotOneImport() throws IOException {
        byte[] zip = zip(Map.of("a.csv", utf8(PLEDGES), "b.csv", utf8(LINES)));
        JsonNode job = imports.end(imports.uploadAs("report.zip", campaign, zip));

        assertThat(job.at("/error/code").asText()).as(job.toString()).isEqualTo("MIXED_ROWS");
        assertThat(job.at("/error/detail").asText()).containsPattern("^[ab]\\.csv: ");
        assertThat(imports.records(campaign).get("backers")).isZero();
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return out.toByteArray();
    }

    /** What is noted of the files of a job's workbook. */
    private List<String> files(JsonNode job) {
        return database.queryForList(
                "SELECT concat_ws('|', name, charset, delimiter, rows) FROM workbook_files WHERE workbook_id = ?::uuid ORDER BY number",
                String.class,
                job.at("/workbook/id").asText());
    }

    private List<String> objectsBelow(JsonNode job) {
        Map<String, Object> workbook = database.queryForMap(
                "SELECT bucket, object_key FROM workbooks WHERE id = ?::uuid",
                job.at("/workbook/id").asText());
        String bucket = (String) workbook.get("bucket");
        String below = workbook.get("object_key") + ".files/";
        assertThat(s3.listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
        return s3.listObjectsV2(r -> r.bucket(bucket).prefix(below)).contents().stream()
                .map(object -> object.key())
                .toList();
    }
}
