package io.pledgeline.load;

import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.RowMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Maps the cells of a chunk to records, as its frozen mapping says. */
@Component
class ChunkMapper {

    public LoadBatch map(@Body Chunk chunk) {
        if (chunk.failure() != null) {
            LoadBatch batch = new LoadBatch(chunk, List.of(), List.of(), 0);
            batch.fail(chunk.failure());
            return batch;
        }
        RowMapper mapper = new RowMapper(chunk.mapping());
        Set<Integer> malformed = new HashSet<>();
        for (Problem fault : chunk.faults()) {
            malformed.add(fault.row());
        }
        List<PledgeRow> mapped = new ArrayList<>(chunk.rows().size());
        List<List<String>> cells = new ArrayList<>(chunk.rows().size());
        int skipped = 0;
        int row = chunk.firstRow();
        for (List<String> record : chunk.rows()) {
            if (!malformed.contains(row)) {
                if (isBlank(record)) {
                    skipped++;
                } else {
                    mapped.add(mapper.map(row, record));
                    cells.add(record);
                }
            }
            row++;
        }
        return new LoadBatch(chunk, mapped, cells, skipped);
    }

    private static boolean isBlank(List<String> cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }
}
