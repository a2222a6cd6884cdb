package io.pledgeline.load;

import io.pledgeline.platform.Mapping;
import io.pledgeline.platform.Mapping.Column;
import java.util.Map;

/** Tells the statements which fields the file speaks of at all: what it does not mention stays as it was. */
final class MappedFields {

    private MappedFields() {}

    static void putInto(Map<String, Object> parameters, Mapping mapping) {
        parameters.put("hasEmail", has(mapping, "backer.email"));
        parameters.put("hasName", has(mapping, "backer.name"));
        parameters.put("hasCountry", has(mapping, "backer.country"));
        parameters.put("hasAmount", has(mapping, "pledge.amount"));
        parameters.put("hasStatus", has(mapping, "pledge.status"));
        parameters.put("hasPledgedAt", has(mapping, "pledge.pledgedAt"));
        parameters.put("hasAnsweredAt", has(mapping, "survey.answeredAt"));
        parameters.put("addressNames", names(mapping, "address."));
        parameters.put("detailNames", names(mapping, "pledge.details"));
        parameters.put("questions", names(mapping, "survey.answer"));
    }

    /** Whether the file holds answers to a survey. */
    static boolean hasSurvey(Mapping mapping) {
        return has(mapping, "survey.answeredAt") || has(mapping, "survey.answer");
    }

    private static boolean has(Mapping mapping, String field) {
        return mapping.columns().stream().anyMatch(column -> column.field().equals(field));
    }

    private static String[] names(Mapping mapping, String field) {
        return mapping.columns().stream()
                .filter(column -> field.endsWith(".")
                        ? column.field().startsWith(field)
                        : column.field().equals(field))
                .map(column -> name(column, field))
                .distinct()
                .toArray(String[]::new);
    }

    private static String name(Column column, String field) {
        return field.endsWith(".")
                ? column.field().substring(field.length())
                : column.params().getOrDefault("name", column.header());
    }
}
