package io.pledgeline.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Says which column of one file feeds which field, and how its cells are read.
 *
 * <p>It is all that {@link RowMapper} needs and is stored with the upload, so that later edits of a platform's file do
 * not change a running import.
 *
 * @param version the platform's name for this shape of its export, {@code unknown} when none fits
 * @param columns by index; a column that feeds two fields stands here twice
 * @param required the fields that every row must fill
 * @param missing the required fields that no column feeds; such a file must not be imported before a person mapped it
 * @param zone of dates that name none
 * @param currency of amounts that name none, ISO 4217
 * @param dollar the currency of a bare {@code $}
 * @param asked indexes of the columns whose cells a model reads; mostly none
 * @param answers the fields that the model fills: of each a column behind those of the file, in this order
 * @param dates the date patterns the platform uses, as {@link java.time.format.DateTimeFormatter} writes them
 */
public record Mapping(
        String platform,
        String version,
        RowKind row,
        List<Column> columns,
        int width,
        List<String> required,
        List<String> missing,
        String zone,
        String currency,
        String dollar,
        List<String> dates,
        List<Warning> warnings,
        List<Integer> asked,
        List<String> answers) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public Mapping {
        columns = List.copyOf(columns);
        required = List.copyOf(required);
        missing = List.copyOf(missing);
        dates = List.copyOf(dates);
        warnings = List.copyOf(warnings);
        // Mappings that were frozen before there were models say nothing of them.
        asked = asked == null ? List.of() : List.copyOf(asked);
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /** How many columns the file has; those of a model's answers come behind them. */
    public int fileWidth() {
        return width - answers.size();
    }

    /**
     * One column's part in the mapping.
     *
     * @param index from 0
     * @param header as the file spells it, without byte order mark
     * @param field of {@code backer}, {@code address}, {@code pledge}, {@code reward}, {@code item} or {@code survey}
     * @param rank 0 for the column that is asked first for this field
     * @param params {@code decimal} ({@code .} or {@code ,}, absent when the sample left it open), {@code date},
     *     {@code product}, {@code name}, {@code sku}, {@code part} (the column's place, from 1, among those of its rank
     *     that are joined), {@code case} ({@code any}: a key that is compared in lower case)
     * @param blanks cell values that mean nothing was said
     */
    public record Column(
            int index,
            String header,
            String field,
            ValueType type,
            int rank,
            Map<String, String> params,
            List<String> blanks) {
        public Column {
            params = Map.copyOf(params);
            blanks = List.copyOf(blanks);
        }

        Column with(String param, String value) {
            Map<String, String> more = new HashMap<>(params);
            more.put(param, value);
            return new Column(index, header, field, type, rank, more, blanks);
        }
    }

    /** Something the creator should know about how the file is read. */
    public record Warning(String code, String detail) {}

    /** The zone of dates that name none. */
    ZoneId zoneId() {
        return ZoneId.of(zone);
    }

    /** SHA-256 of {@link #toJson}, in hexadecimal: equal for equal mappings. */
    public String hash() {
        try {
            byte[] json = toJson().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The canonical JSON: keys sorted, no white space. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Mapping fromJson(String json) {
        try {
            return JSON.readValue(json, Mapping.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
