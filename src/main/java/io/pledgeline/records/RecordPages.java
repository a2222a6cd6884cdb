package io.pledgeline.records;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pledgeline.records.RecordReader.Found;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Answers one page of records, as JSON. */
@Component
class RecordPages {

    private final RecordReader records;

    RecordPages(RecordReader records) {
        this.records = records;
    }

    public String answer(@Variable("selection") RecordSelection selection, @Variable("page") RecordPage page) {
        Found found = records.find(selection, page.limit(), page.after());
        String items = String.join(",", records.read(selection, found.ids()));
        RecordCursor end = found.end();
        return "{\"items\":[" + items + "],\"nextCursor\":" + (end == null ? "null" : TextNode.valueOf(end.text()))
                + "}";
    }
}
