package io.pledgeline.split;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.intake.FileKind;
import io.pledgeline.platform.CampaignSettings;
import io.pledgeline.platform.Detection;
import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Platforms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides from the first bytes of a file how all of it is read. */
@Component
class Profiler {

    /** Bytes of a file that are kept from its profile to its split: asking for them again takes longer than all the rest. */
    private static final int FEW = 1 << 20;

    private final SplitSettings settings;
    private final Platforms platforms;
    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    Profiler(SplitSettings settings, Platforms platforms, JdbcClient jdbc) {
        this.settings = settings;
        this.platforms = platforms;
        this.jdbc = jdbc;
    }

    /**
     * Profiles a file.
     *
     * @throws SplitFailedException if it holds no rows, or its header is ambiguous or too wide
     */
    public Profile profile(@Body InputStream in, @Variable("slice") Slice slice) throws IOException {
        byte[] head = head(in, slice);
        FileKind kind = FileKind.of(head, head.length);
        if (kind.isPacked() && !slice.isUnpacked()) {
            return new Profile.Packed(kind);
        }
        if (!slice.isUnpacked()) {
            slice.requireNoSheet();
        }
        Charset charset = FileCharset.of(head);
        Header header = Header.read(head, charset, (int) settings.recordSize().toBytes(), settings.maxColumns());
        if (header == null) {
            throw noRows();
        }
        boolean whole = head.length == slice.bytes();
        // Among several files one may be empty: a reward that nobody chose.
        if (whole && isBlank(head, header) && !slice.isOneOfMany()) {
            throw noRows();
        }
        String platform = slice.platform();
        if (platform == null || !slice.platformAsked()) {
            Detection detection = platforms.detect(header.cells(), sample(head, header, charset, whole));
            if (detection instanceof Detection.Recognised recognised) {
                refuseOther(slice, recognised.platform());
                platform = recognised.platform();
            } else if (platform == null) {
                return waiting(
                        slice,
                        "PLATFORM_UNKNOWN",
                        "The columns do not tell which platform this file is from. Send it again with ?platform=, one of "
                                + String.join(", ", platforms.names()) + ".",
                        ((Detection.Unknown) detection).candidates());
            }
        }
        Mapping mapping =
                platforms.resolve(platform, header.cells(), sample(head, header, charset, whole), campaign(slice));
        if (!mapping.missing().isEmpty()) {
            return waiting(
                    slice,
                    "REQUIRED_COLUMNS_MISSING",
                    "No column gives " + String.join(", ", mapping.missing()) + ", which " + platform + " needs.",
                    List.of());
        }
        refuseDuplicates(header, mapping);
        refuseMixed(slice, mapping);
        return known(slice, header, charset, mapping, whole && head.length <= FEW ? rest(head, header) : null);
    }

    /** The slice to go on with, once {@code freeze-file.sql} has kept what was decided. */
    public Slice frozen(@Body List<Map<String, Object>> kept, @Variable("profile") Profile.Known profile) {
        if (kept.isEmpty()) {
            throw new SliceLostException("Another worker decides how this file is read");
        }
        return profile.slice();
    }

    private byte[] head(InputStream in, Slice slice) {
        try {
            return in.readNBytes((int) Math.min(settings.profileSize().toBytes(), slice.bytes()));
        } catch (IOException e) {
            throw new ObjectUnreadableException(e);
        } finally {
            Blocks.release(in);
        }
    }

    private static InputStream rest(byte[] head, Header header) {
        int from = (int) header.end();
        return new ByteArrayInputStream(head, from, head.length - from);
    }

    /** All files of one import are of one platform: under another's keys their records would overwrite each other. */
    private static void refuseOther(Slice slice, String found) {
        if (slice.platform() != null && !slice.platform().equals(found)) {
            throw new SplitFailedException(
                    "MIXED_PLATFORMS",
                    "The file is from " + found + ", but the one before it in the ZIP from " + slice.platform()
                            + ". Send them one by one.",
                    null);
        }
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

    private static SplitFailedException noRows() {
        return new SplitFailedException("NO_ROWS", "The file has no rows below its header.", null);
    }

    private boolean isBlank(byte[] head, Header header) {
        String rest =
                new String(head, (int) header.end(), head.length - (int) header.end(), StandardCharsets.ISO_8859_1);
        return rest.isBlank();
    }

    /** The rows of the head, parsed while they are walked over: as cells they would take ten times their bytes. */
    private Iterable<List<String>> sample(byte[] head, Header header, Charset charset, boolean whole) {
        int from = (int) header.end();
        return () -> new SampleRows(
                new RecordCutter(
                        new ByteArrayInputStream(head, from, head.length - from),
                        from,
                        header.rows() + 1,
                        header.delimiter(),
                        settings.limits(settings.chunkRows())),
                header.delimiter(),
                charset,
                whole);
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

    private Profile known(Slice slice, Header header, Charset charset, Mapping mapping, @Nullable InputStream rest)
            throws JsonProcessingException {
        Map<String, Object> parameters = base(slice);
        String headers = json.writeValueAsString(header.cells());
        var frozen = new Slice.Frozen(charset.name(), header.delimiter(), settings.chunkRows(), headers);
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
        parameters.put("mapping", mapping.toJson());
        parameters.put("mappingHash", mapping.hash());
        parameters.put("warnings", json.writeValueAsString(mapping.warnings()));
        // Of several files the first is cut once it is decided how each is read.
        return new Profile.Known(parameters, mapping, slice.isOneOfMany() ? slice : slice.behind(header, frozen), rest);
    }

    private Profile waiting(Slice slice, String code, String detail, List<Detection.Candidate> candidates)
            throws JsonProcessingException {
        Map<String, Object> parameters = base(slice);
        parameters.put("code", code);
        parameters.put("detail", slice.isOneOfMany() ? slice.filename() + ": " + detail : detail);
        parameters.put("candidates", json.writeValueAsString(candidates));
        return new Profile.Unknown(parameters);
    }

    private static Map<String, Object> base(Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", slice.upload().toString());
        parameters.put("attempt", slice.attempt());
        return parameters;
    }
}
