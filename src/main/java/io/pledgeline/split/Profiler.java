package io.pledgeline.split;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.intake.FileKind;
import io.pledgeline.platform.CampaignSettings;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Platforms;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides from the first bytes of a file how all of it is read. */
@Component
class Profiler {

    /** Bytes of a file that are kept from its profile to its split: asking for them again takes longer than all the rest. */
    private static final int FEW = 1 << 20;

    private final SplitSettings settings;
    private final FileHeads heads;
    private final Meanings meanings;
    private final Corrections corrections;
    private final Platforms platforms;
    private final JdbcClient jdbc;
    private final int askedRows;
    private final JsonMapper json = new JsonMapper();

    /** @param askedRows rows of a chunk where a model reads some of the columns: it is asked about a chunk at a time */
    Profiler(
            SplitSettings settings,
            FileHeads heads,
            Meanings meanings,
            Corrections corrections,
            Platforms platforms,
            JdbcClient jdbc,
            @Value("${ai.batch-rows:50}") int askedRows) {
        this.askedRows = askedRows;
        this.settings = settings;
        this.heads = heads;
        this.meanings = meanings;
        this.corrections = corrections;
        this.platforms = platforms;
        this.jdbc = jdbc;
    }

    /**
     * Profiles a file.
     *
     * @throws SplitFailedException if it holds no rows, or its header is ambiguous or too wide
     */
    public Profile profile(@Body InputStream in, @Variable("slice") Slice slice) throws IOException {
        byte[] bytes = heads.read(in, slice.bytes());
        FileKind kind = FileKind.of(bytes, bytes.length);
        if (kind.isPacked() && !slice.isUnpacked()) {
            return new Profile.Packed(kind);
        }
        if (!slice.isUnpacked()) {
            slice.requireNoSheet();
        }
        FileHead head = heads.of(bytes, slice.bytes());
        // Among several files one may be empty: a reward that nobody chose.
        if (head.isBlank() && !slice.isOneOfMany()) {
            throw FileHead.noRows();
        }
        if (slice.corrects() != null) {
            return known(slice, head, corrections.mapping(slice.corrects(), head), List.of());
        }
        Meaning meaning = meanings.find(slice, head);
        return meaning instanceof Meaning.Found found
                ? found(slice, head, found)
                : waiting(slice, (Meaning.Open) meaning);
    }

    private Profile found(Slice slice, FileHead head, Meaning.Found found) throws JsonProcessingException {
        Mapping mapping =
                platforms.resolve(found.platform(), head.headers(), head.rows(), campaign(slice), found.choices());
        if (!mapping.missing().isEmpty()) {
            return waiting(
                    slice,
                    Meaning.open(
                            "REQUIRED_COLUMNS_MISSING",
                            "No column gives " + String.join(", ", mapping.missing()) + ", which " + found.platform()
                                    + " needs. " + Meaning.ask(slice.workbook())));
        }
        if (found.choices() == null) {
            refuseDuplicates(head.header(), mapping);
        }
        refuseMixed(slice, mapping);
        return known(slice, head, mapping, found.warnings());
    }

    /** The slice to go on with, once {@code freeze-file.sql} has kept what was decided. */
    public Slice frozen(@Body List<Map<String, Object>> kept, @Variable("profile") Profile.Known profile) {
        if (kept.isEmpty()) {
            throw new SliceLostException("Another worker decides how this file is read");
        }
        return profile.slice();
    }

    /** Lines of items add up within an upload, where pledges replace their items: one would undo the other. */
    private void refuseMixed(Slice slice, Mapping mapping) {
        boolean mixed = slice.isOneOfMany()
                && jdbc.sql(
                                "SELECT EXISTS (SELECT FROM workbook_files WHERE workbook_id = ? AND mapping ->> 'row' <> ?)")
                        .params(slice.workbook(), mapping.row().name())
                        .query(Boolean.class)
                        .single();
        if (mixed) {
            throw new SplitFailedException(
                    "MIXED_ROWS",
                    "A row is one item here and a whole pledge in other files of the ZIP, or the reverse. Send them one by one.",
                    null);
        }
    }

    private CampaignSettings campaign(Slice slice) {
        return jdbc.sql("SELECT timezone, currency FROM campaigns WHERE id = ?")
                .param(slice.campaign())
                .query((row, n) ->
                        new CampaignSettings(ZoneId.of(row.getString("timezone")), row.getString("currency")))
                .single();
    }

    /** Two columns of one name may both be questions; two that feed the same field leave open which one counts. */
    private static void refuseDuplicates(Header header, Mapping mapping) {
        Set<Integer> free = mapping.columns().stream()
                .filter(column -> column.field().startsWith("survey.answer")
                        || column.field().startsWith("item."))
                .map(Mapping.Column::index)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.cells().size(); i++) {
            String name = header.cells().get(i).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !seen.add(name) && !free.contains(i)) {
                throw new SplitFailedException(
                        "DUPLICATE_HEADER",
                        "Column " + (i + 1) + " has the same header as another one: "
                                + header.cells().get(i) + ". It is not clear which of them counts.",
                        header.rows());
            }
        }
    }

    private Profile known(Slice slice, FileHead head, Mapping mapping, List<Mapping.Warning> more)
            throws JsonProcessingException {
        Map<String, Object> parameters = base(slice);
        Header header = head.header();
        String headers = json.writeValueAsString(header.cells());
        boolean asks = !mapping.asked().isEmpty();
        int rows = asks ? askedRows : settings.chunkRows();
        var frozen = new Slice.Frozen(head.charset().name(), header.delimiter(), rows, headers);
        List<Mapping.Warning> warnings = new ArrayList<>(more);
        warnings.addAll(mapping.warnings());
        parameters.put("platform", mapping.platform());
        parameters.put("chunkRows", frozen.chunkRows());
        parameters.put("headerRows", header.rows());
        parameters.put("position", header.end());
        parameters.put("file", slice.file());
        parameters.put("name", slice.filename());
        parameters.put("key", slice.key());
        parameters.put("bytes", slice.bytes());
        parameters.put("charset", frozen.charset());
        parameters.put("delimiter", String.valueOf(frozen.delimiter()));
        parameters.put("headers", frozen.headers());
        parameters.put("asks", asks);
        parameters.put("mapping", mapping.toJson());
        parameters.put("mappingHash", mapping.hash());
        parameters.put("warnings", json.writeValueAsString(warnings));
        InputStream rest = head.isWholeWithin(FEW) ? head.rest() : null;
        // Of several files the first is cut once it is decided how each is read.
        return new Profile.Known(parameters, mapping, slice.isOneOfMany() ? slice : slice.behind(header, frozen), rest);
    }

    private Profile waiting(Slice slice, Meaning.Open open) throws JsonProcessingException {
        Map<String, Object> parameters = base(slice);
        parameters.put("code", open.code());
        parameters.put("detail", slice.isOneOfMany() ? slice.filename() + ": " + open.detail() : open.detail());
        parameters.put("candidates", json.writeValueAsString(open.candidates()));
        return new Profile.Unknown(parameters);
    }

    private static Map<String, Object> base(Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", slice.upload().toString());
        parameters.put("attempt", slice.attempt());
        return parameters;
    }
}
