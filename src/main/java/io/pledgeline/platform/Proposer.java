package io.pledgeline.platform;

import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proposes what the columns of a file mean. */
final class Proposer {

    private Proposer() {}

    static Proposal propose(Mapping known, List<String> headers, Sample sample) {
        Map<String, Integer> seen = new HashMap<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            int index = i;
            String field = known.columns().stream()
                    .filter(column -> column.index() == index)
                    .map(Mapping.Column::field)
                    .findFirst()
                    .orElse(Fields.IGNORED);
            columns.add(new Column(
                    headers.get(i),
                    seen.merge(Texts.fold(headers.get(i)), 1, Integer::sum),
                    field,
                    Fields.isShared(field) ? 0.3 : 0.95,
                    Source.PLATFORM,
                    "The platform's file says so.",
                    sample.column(i, List.of()).stream().limit(3).toList()));
        }
        return new Proposal(known.platform(), known.row(), columns, known.missing(), known.warnings());
    }
}
