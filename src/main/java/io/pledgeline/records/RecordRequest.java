package io.pledgeline.records;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pledgeline.database.Row;
import io.pledgeline.http.IdReader;
import io.pledgeline.http.PageReader;
import io.pledgeline.http.ProblemException;
import io.pledgeline.http.SlugReader;
import io.pledgeline.records.RecordSelection.Form;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which records of a campaign a request asks for. */
@Component
class RecordRequest {

    private static final int LONGEST_WORD = 200;

    /** The id of no campaign. */
    private static final UUID NONE = new UUID(0, 0);

    private final SlugReader slugs;
    private final IdReader ids;
    private final PageReader pages;

    RecordRequest(SlugReader slugs, IdReader ids, PageReader pages) {
        this.slugs = slugs;
        this.ids = ids;
        this.pages = pages;
    }

    public RecordSelection read(@Variable("table") String name, @Headers Map<String, Object> headers) {
        RecordTable table = RecordTable.valueOf(name.toUpperCase(Locale.ROOT));
        String campaign = text(headers, "campaign");
        return new RecordSelection(
                table,
                campaign == null ? "default" : slugs.read("campaign", campaign),
                null,
                sort(table, text(headers, "sort")),
                narrowing(table, headers),
                form(text(headers, "download"), text(headers, "Accept")));
    }

    /** The selection within the campaign that was found; of an unknown one there are no records. */
    public RecordSelection within(
            @Body List<Map<String, Object>> rows, @Variable("selection") RecordSelection selection) {
        return selection.in(rows.isEmpty() ? NONE : new Row(rows.get(0)).uuid("id"));
    }

    /** @return where the page begins and how long it is */
    public RecordPage page(
            @Variable("selection") RecordSelection selection,
            @Header("limit") @Nullable String limit,
            @Header("cursor") @Nullable String cursor) {
        return new RecordPage(
                pages.read(limit, null).limit(),
                cursor == null || cursor.isEmpty() ? null : RecordCursor.read(cursor, selection.order()));
    }

    /** Named after the day, as these files are kept beside each other. */
    public String attachment(@Variable("selection") RecordSelection selection) {
        return "attachment; filename=\"%s-%s-%s.csv\""
                .formatted(selection.table().word(), selection.slug(), LocalDate.now(ZoneOffset.UTC));
    }

    private Map<String, @Nullable Object> narrowing(RecordTable table, Map<String, Object> headers) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        String words = words(text(headers, "q"));
        parameters.put("pattern", words == null ? null : pattern(words));
        parameters.put("written", words == null ? null : pattern(written(words)));
        for (String parameter : List.of("job", "backer", "product")) {
            String id = text(headers, parameter);
            if (id != null && !parameter.equals("job") && !table.isNarrowedBy(parameter)) {
                throw ProblemException.invalidParameter(parameter, "does not narrow this list.");
            }
            parameters.put(parameter, id == null ? null : ids.read(parameter, id));
        }
        return parameters;
    }

    private static @Nullable String words(@Nullable String words) {
        if (words != null && (words.length() > LONGEST_WORD || words.indexOf('\0') >= 0)) {
            throw ProblemException.invalidParameter("q", "is at most " + LONGEST_WORD + " characters.");
        }
        return words;
    }

    /** For LIKE, anywhere in a text; percent signs and underscores are characters as any other. */
    private static String pattern(String words) {
        return "%" + words.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    /** As they stand in JSON. */
    private static String written(String words) {
        String quoted = TextNode.valueOf(words).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String sort(RecordTable table, @Nullable String text) {
        String sort = text == null ? "" : text;
        if (!sort.isEmpty() && !table.sorts().contains(sort.replaceFirst("^-", ""))) {
            throw ProblemException.invalidParameter(
                    "sort", "is one of " + String.join(", ", table.sorts()) + ", or one of these after a hyphen.");
        }
        return sort;
    }

    private static Form form(@Nullable String download, @Nullable String accept) {
        if (download != null && !download.equals("csv")) {
            throw ProblemException.invalidParameter("download", "is csv.");
        }
        if (download != null) {
            return Form.DOWNLOAD;
        }
        return accept != null && accept.contains("text/csv") ? Form.CSV : Form.PAGE;
    }

    private static @Nullable String text(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        String text = value == null ? "" : value.toString();
        return text.isEmpty() ? null : text;
    }
}
