package io.pledgeline.jobs;

import io.pledgeline.platform.OwnColumns;
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

    private final FailedChunks chunks;

    FailedRows(FailedChunks chunks) {
        this.chunks = chunks;
    }

    public InputStream open(@Variable("job") UUID job) {
        return new SequenceInputStream(new Parts(job, new FailedRowsLayout(chunks.files(job))));
    }

    /** The header, then the rows of one chunk after the other; one chunk is in memory at a time. */
    private final class Parts implements Enumeration<InputStream> {

        private final UUID job;
        private final FailedRowsLayout layout;
        private boolean begun;
        private List<FailedChunk> next;

        Parts(UUID job, FailedRowsLayout layout) {
            this.job = job;
            this.layout = layout;
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
            List<String> names = new ArrayList<>(OwnColumns.ALL);
            names.addAll(layout.headers());
            return csv(List.of(names), layout.charset());
        }

        private InputStream rows(FailedChunk chunk) {
            Map<Long, String> told = chunk.errors().stream()
                    .collect(Collectors.groupingBy(
                            RowError::row,
                            LinkedHashMap::new,
                            Collectors.mapping(RowError::told, Collectors.joining("; "))));
            List<List<String>> rows = new ArrayList<>(told.size());
            told.forEach((row, errors) -> {
                List<String> cells = new ArrayList<>(List.of(layout.nameOf(chunk.file()), row.toString(), errors));
                cells.addAll(layout.place(chunk.file(), chunk.cellsOf(row)));
                rows.add(cells);
            });
            return csv(rows, layout.charset());
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
