package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of each column one of the fields that it feeds, so that no two columns say the same: one for which it is asked
 * first, or {@link Fields#OTHERWISE} when it is asked first for none.
 */
final class ShownFields {
    /** Details come last, a key only if there is nothing else. */
    private static final Comparator<Column> TELLING = Comparator.comparing(
                    (Column column) -> Fields.isShared(column.field()))
            .thenComparing(column -> Fields.isKey(column.field()))
            .thenComparingInt(Column::rank);

    private final Map<Integer, List<Column>> byIndex = new HashMap<>();
    private final Map<String, Column> first = new HashMap<>();

    /** @param file whose {@code otherwise} columns feed a field without being meant for it */
    ShownFields(Mapping mapping, PlatformFile file) {
        for (Column column : mapping.columns()) {
            if (column.index() < mapping.fileWidth()) {
                byIndex.computeIfAbsent(column.index(), i -> new ArrayList<>(2)).add(column);
                if (isMeant(column, file)) {
                    first.merge(word(column), column, (one, two) -> two.rank() < one.rank() ? two : one);
                }
            }
        }
    }

    private static boolean isMeant(Column column, PlatformFile file) {
        PlatformFile.Field field = file.fields() == null ? null : file.fields().get(column.field());
        return field == null || column.rank() < Math.max(1, field.headers().size());
    }

    /** The fields that the columns of the file are meant for. */
    List<String> fed(int index) {
        return columns(index).stream()
                .map(ShownFields::word)
                .filter(first::containsKey)
                .toList();
    }

    /** What the column is, as a person would say it. */
    String of(int index) {
        return columns(index).stream()
                .filter(column -> Fields.isShared(word(column)) || column.equals(first.get(word(column))))
                .min(TELLING)
                .map(ShownFields::word)
                .orElse(Fields.OTHERWISE);
    }

    /** The field for which the column is asked before the others for which it is. */
    String main(int index) {
        return columns(index).stream().min(TELLING).map(Column::field).orElse(Fields.IGNORED);
    }

    /** Whether the column feeds, here and there, one field at least. */
    boolean shares(ShownFields other, int index) {
        return columns(index).stream()
                .anyMatch(column -> other.columns(index).stream()
                        .anyMatch(one -> one.field().equals(column.field())));
    }

    private List<Column> columns(int index) {
        return byIndex.getOrDefault(index, List.of());
    }

    private static String word(Column column) {
        if (column.params().containsKey("product")) {
            return Fields.PRODUCT;
        }
        return switch (column.params().getOrDefault("part", "")) {
            case "" -> column.field();
            case "1" -> Fields.BACKER_FIRST_NAME;
            case "2" -> Fields.BACKER_LAST_NAME;
            default -> column.field() + " " + column.params().get("part");
        };
    }
}
