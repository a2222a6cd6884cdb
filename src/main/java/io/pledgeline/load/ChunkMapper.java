package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Problem;
import io.pledgeline.platform.RowMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
        Map<Mapping, RowMapper> mappers = new IdentityHashMap<>();
        Set<Integer> malformed = new HashSet<>(chunk.settled());
        for (Problem fault : chunk.faults()) {
            malformed.add(fault.row());
        }
        List<PledgeRow> mapped = new ArrayList<>(chunk.rows().size());
        List<List<String>> cells = new ArrayList<>(chunk.rows().size());
        int skipped = 0;
        int row = chunk.firstRow();
        for (List<String> record : chunk.rows()) {
            if (!malformed.contains(row)) {
                if (chunk.isBlank(record)) {
                    skipped++;
                } else {
                    mapped.add(mappers.computeIfAbsent(chunk.mapping(row), RowMapper::new)
                            .map(row, record));
                    cells.add(record);
                }
            }
            row++;
        }
        return new LoadBatch(chunk, mapped, cells, skipped);
    }
}
