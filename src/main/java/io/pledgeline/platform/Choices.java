package io.pledgeline.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person said the columns of a file mean; it holds for every file with these headers, in whatever order.
 *
 * @param platform whose file says all that is not about columns, such as how dates are written
 */
public record Choices(String platform, List<Choice> columns) {

    private static final JsonMapper JSON = new JsonMapper();

    public Choices {
        columns = List.copyOf(columns);
    }

    /**
     * What one column means.
     *
     * @param header as the file spells it
     * @param occurrence which of the columns with this header it is, from 1
     * @param field a field of {@code routes/platforms/README.md}, or {@code backer.firstName}, {@code backer.lastName},
     *     {@code product} (the cells count what the header names), {@code ai} (a model reads them) or {@code otherwise}
     *     (what the platform's file makes of the column)
     */
    public record Choice(String header, int occurrence, String field) {}

    /** All that a column can be, in the order in which one would look for it; beyond these any {@code address.<part>}. */
    public static List<String> fields() {
        return Fields.choosable();
    }

    /** What the cells of such a column are, such as {@code MONEY}; of what is only chosen, text. */
    public static ValueType typeOf(String field) {
        ValueType type = Fields.typeOf(field);
        return field.equals(Fields.PRODUCT) ? ValueType.QUANTITY : type == null ? ValueType.TEXT : type;
    }

    /** Whether a column can be this. */
    public static boolean isField(String field) {
        return Fields.isChoosable(field);
    }

    /** Whether several columns of one file can be this. */
    public static boolean isShared(String field) {
        return Fields.isShared(field);
    }

    /** Whether a column is to be read by a model. */
    @JsonIgnore
    public boolean isForAi() {
        return columns.stream().anyMatch(Choices::isForAi);
    }

    /** Whether this column is. */
    public static boolean isForAi(Choice choice) {
        return choice.field().equals(Fields.AI);
    }

    /** What was chosen for each of these columns. */
    List<Optional<String>> fieldsOf(List<String> headers) {
        Map<String, String> chosen = new HashMap<>();
        columns.forEach(choice -> chosen.put(key(choice.header(), choice.occurrence()), choice.field()));
        Map<String, Integer> seen = new HashMap<>();
        return headers.stream()
                .map(header ->
                        Optional.ofNullable(chosen.get(key(header, seen.merge(Texts.fold(header), 1, Integer::sum)))))
                .toList();
    }

    private static String key(String header, int occurrence) {
        return Texts.fold(header) + '\n' + occurrence;
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Choices fromJson(String json) {
        try {
            return JSON.readValue(json, Choices.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
