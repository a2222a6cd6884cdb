package io.pledgeline.jobs;

import io.pledgeline.jobs.FailedChunks.WorkbookFile;
import io.pledgeline.split.LosslessText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Component;

/** Opens the failed rows of a job as CSV, which is made chunk by chunk while it is read. */
@Component
class FailedRows {

    private static final List<String> OWN_COLUMNS = List.of("_file", "_row", "_errors");

    private final FailedChunks chunks;

    FailedRows(FailedChunks chunks) {
        this.chunks = chunks;
    }

    public InputStream open(@Variable("job") UUID job) {
        Map<Integer, WorkbookFile> files = chunks.files(job).stream()
                .collect(Collectors.toMap(WorkbookFile::number, file -> file, (a, b) -> a, LinkedHashMap::new));
        return new SequenceInputStream(new Parts(job, files));
    }

    /** The header, then the rows of one chunk after the other; one chunk is in memory at a time. */
    private final class Parts implements Enumeration<InputStream> {

        private final UUID job;
        private final Map<Integer, WorkbookFile> files;
        private boolean begun;
        private List<FailedChunk> next;

        Parts(UUID job, Map<Integer, WorkbookFile> files) {
            this.job = job;
            this.files = files;
            // Before anything is answered, so that a database that is away is still told as a problem.
            this.next = chunks.read(job, 0, 1, true);
        }

        @Override
        public boolean hasMoreElements() {
            return !begun || !next.isEmpty();
        }

        @Override
        public InputStream nextElement() {
            if (!begun) {
                begun = true;
                return header();
            }
            FailedChunk chunk = next.get(0);
            next = List.of();
            InputStream rows = rows(chunk);
            next = chunks.read(job, chunk.number() + 1, 1, true);
            return rows;
        }

        private InputStream header() {
            List<String> names = new ArrayList<>(OWN_COLUMNS);
            WorkbookFile first = files.values().stream().findFirst().orElse(null);
            if (first == null) {
                return csv(List.of(names), Charset.forName("UTF-8"));
            }
            names.addAll(first.headers());
            return csv(List.of(names), Charset.forName(first.charset()));
        }

        private InputStream rows(FailedChunk chunk) {
            WorkbookFile file = files.get(chunk.file());
            Map<Long, String> told = chunk.errors().stream()
                    .collect(Collectors.groupingBy(
                            RowError::row,
                            LinkedHashMap::new,
                            Collectors.mapping(RowError::told, Collectors.joining("; "))));
            List<List<String>> rows = new ArrayList<>(told.size());
            told.forEach((row, errors) -> {
                List<String> cells = new ArrayList<>(List.of(file == null ? "" : file.name(), row.toString(), errors));
                cells.addAll(chunk.cellsOf(row));
                rows.add(cells);
            });
            return csv(rows, Charset.forName(file == null ? "UTF-8" : file.charset()));
        }
    }

    private static InputStream csv(List<List<String>> rows, Charset charset) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (List<String> row : rows) {
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(LosslessText.encode(text.toString(), charset));
    }
}
