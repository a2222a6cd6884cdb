package io.pledgeline.split;

import io.pledgeline.platform.CorrectedFile;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.OwnColumns;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says how a file of corrected rows is read: as the import whose rows they are has frozen it, whatever the rows look like. */
@Component
class Corrections {

    private static final String FILES =
            "SELECT f.mapping::text FROM csv_uploads u JOIN workbook_files f ON f.workbook_id = u.workbook_id"
                    + " WHERE u.id = ? AND f.mapping IS NOT NULL ORDER BY f.number";

    /** Its own mapping says how rows of one file are read; which file each row came from is known to the first import. */
    private static final String IS_MIXED =
            "SELECT count(DISTINCT f.mapping_hash) > 1 FROM csv_uploads u JOIN csv_uploads o ON o.id = u.corrects"
                    + " JOIN workbook_files f ON f.workbook_id = o.workbook_id WHERE u.id = ?";

    private final JdbcClient jdbc;

    Corrections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The mapping of the file; of rows of several files with different columns that of the first.
     *
     * @param corrected the import whose failed rows the file brings again
     * @throws SplitFailedException if the file lacks columns, or the import came not so far as to have failed rows
     */
    Mapping mapping(UUID corrected, FileHead head) {
        List<CorrectedFile> files = jdbc.sql(FILES).param(corrected).query(String.class).list().stream()
                .map(json -> new CorrectedFile(Mapping.fromJson(json), head.headers()))
                .toList();
        if (files.isEmpty()) {
            throw new SplitFailedException(
                    "NOTHING_TO_CORRECT", "The import that this file corrects has not read a row.", null);
        }
        if (jdbc.sql(IS_MIXED).param(corrected).query(Boolean.class).single()) {
            throw new SplitFailedException(
                    "NOT_SUPPORTED",
                    "The corrected import is a correction itself, of rows of files with different columns: correct the import again that they came from.",
                    null);
        }
        requireColumns(files, head);
        List<Mapping> mappings =
                files.stream().map(CorrectedFile::mapping).distinct().toList();
        if (mappings.size() > 1
                && mappings.stream().anyMatch(mapping -> !mapping.asked().isEmpty())) {
            throw new SplitFailedException(
                    "NOT_SUPPORTED",
                    "A model read these files, and their columns differ: send the corrected rows as a file of their own.",
                    null);
        }
        return mappings.get(0);
    }

    /** Nothing is guessed here: a column that went missing would else be taken for one that says nothing. */
    private static void requireColumns(List<CorrectedFile> files, FileHead head) {
        Set<String> missing = new LinkedHashSet<>();
        if (OwnColumns.indexOf(OwnColumns.ROW, head.headers()) < 0) {
            missing.add(OwnColumns.ROW);
        }
        if (files.size() > 1 && OwnColumns.indexOf(OwnColumns.FILE, head.headers()) < 0) {
            missing.add(OwnColumns.FILE);
        }
        files.forEach(file -> missing.addAll(file.missing()));
        if (!missing.isEmpty()) {
            throw new SplitFailedException(
                    "COLUMNS_MISSING",
                    "The file has no column " + String.join(", ", missing)
                            + ". Correct the cells of the CSV of failed rows, and leave its columns.",
                    head.firstRow() - 1);
        }
    }
}
