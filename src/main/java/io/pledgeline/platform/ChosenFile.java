package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.PlatformFile.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A platform's file as a person's choices change it for one file.
 *
 * <p>A column that was chosen to be something else than the platform says goes by a name that no platform file knows, and
 * that name is put first among the headers of the chosen field. All else, such as the fields that serve as keys for want
 * of a better one, stays as the platform has it.
 */
final class ChosenFile {
    /** The fields a model can fill, but for those of the items. */
    private static final List<String> ANSWERS = List.of(
            Fields.BACKER_EMAIL,
            Fields.BACKER_NAME,
            Fields.BACKER_COUNTRY,
            Fields.ADDRESS + "name",
            Fields.ADDRESS + "address1",
            Fields.ADDRESS + "address2",
            Fields.ADDRESS + "city",
            Fields.ADDRESS + "state",
            Fields.ADDRESS + "postalCode",
            Fields.ADDRESS + "phone",
            Fields.PLEDGE_AMOUNT,
            Fields.PLEDGE_CURRENCY,
            Fields.PLEDGE_STATUS,
            Fields.PLEDGE_PLEDGED_AT,
            Fields.REWARD_NAME);

    /** The most items that a model can name in one row. */
    static final int ANSWERED_ITEMS = 10;

    private static final List<String> ITEM = List.of(Fields.ITEM_NAME, Fields.ITEM_SKU, Fields.ITEM_QUANTITY);

    /** Of Unicode's private use: no export has such a header. */
    private static final String MARK = "\uE000";

    private final List<String> names = new ArrayList<>();
    private final Set<Integer> products = new TreeSet<>();
    private final Set<Integer> asked = new TreeSet<>();
    private final List<String> answers = new ArrayList<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final PlatformFile base;

    /**
     * Applies choices.
     *
     * @param headers of the file
     * @param known the columns as the platform's file alone has them
     */
    ChosenFile(PlatformFile base, List<String> headers, Choices choices, Mapping known) {
        this.base = base;
        // A header may hold anything, even the mark.
        headers.forEach(header -> names.add(Texts.fold(header).replace(MARK, "?")));
        if (base.fields() != null) {
            fields.putAll(base.fields());
        }
        List<Optional<String>> chosen = choices.fieldsOf(headers);
        for (int i = 0; i < chosen.size(); i++) {
            String field = chosen.get(i).orElse("");
            if (!field.isEmpty() && !is(field, i, known)) {
                choose(i, field);
            }
        }
        joinNames(chosen);
    }

    /** Whether the platform's file alone makes the column this. */
    static boolean is(String field, int index, Mapping known) {
        return field.equals(Fields.OTHERWISE)
                || known.columns().stream()
                        .filter(column -> column.index() == index)
                        .anyMatch(column -> column.field().equals(field) || isAlso(field, column));
    }

    private static boolean isAlso(String field, Column column) {
        String part = column.params().getOrDefault("part", "");
        return switch (field) {
            case Fields.PRODUCT -> column.params().containsKey("product");
            case Fields.BACKER_FIRST_NAME -> column.field().equals(Fields.BACKER_NAME) && part.equals("1");
            case Fields.BACKER_LAST_NAME -> column.field().equals(Fields.BACKER_NAME) && part.equals("2");
            default -> false;
        };
    }

    private void choose(int index, String field) {
        String name = MARK + index;
        names.set(index, name);
        switch (field) {
            case Fields.PRODUCT -> products.add(index);
            case Fields.AI -> {
                asked.add(index);
                feed(Fields.PLEDGE_DETAILS, name);
            }
            case Fields.BACKER_FIRST_NAME, Fields.BACKER_LAST_NAME -> {
                // Joined when it is known whether there are both.
            }
            default -> feed(field, name);
        }
    }

    private void joinNames(List<Optional<String>> chosen) {
        String first = nameOf(chosen, Fields.BACKER_FIRST_NAME);
        String last = nameOf(chosen, Fields.BACKER_LAST_NAME);
        String joined = first.isEmpty() || last.isEmpty() ? first + last : first + " + " + last;
        if (joined.contains(MARK)) {
            feed(Fields.BACKER_NAME, joined);
        }
    }

    private String nameOf(List<Optional<String>> chosen, String field) {
        int index = chosen.indexOf(Optional.of(field));
        return index < 0 ? "" : names.get(index);
    }

    /** The first column chosen for a field is asked first; further ones come behind all that the platform knows. */
    private void feed(String field, String name) {
        Field known = fields.get(field);
        List<List<String>> headers = new ArrayList<>(known == null ? List.of() : known.headers());
        boolean isFirst = headers.isEmpty() || headers.get(0).stream().noneMatch(header -> header.startsWith(MARK));
        if (isFirst && !headers.isEmpty() && !Fields.isNamed(field)) {
            List<String> best = new ArrayList<>(headers.get(0));
            best.add(0, name);
            headers.set(0, best);
        } else if (isFirst) {
            headers.add(0, List.of(name));
        } else {
            headers.add(List.of(name));
        }
        fields.put(
                field,
                known == null
                        ? new Field(null, false, headers, List.of(), null, List.of())
                        : new Field(
                                known.row(),
                                known.required(),
                                headers,
                                known.otherwise(),
                                known.values(),
                                known.blanks()));
    }

    /** Adds columns for what a model reads out of those that were chosen for it, as far as no other column says it. */
    void answer(Mapping without) {
        if (asked.isEmpty()) {
            return;
        }
        Set<String> said =
                without.columns().stream().map(Column::field).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean wholePledges = without.row() == RowKind.PLEDGE;
        for (String field : ANSWERS) {
            if (!said.contains(field) && (wholePledges || !field.startsWith("reward."))) {
                addAnswer(field);
            }
        }
        if (wholePledges && ITEM.stream().limit(2).noneMatch(said::contains)) {
            for (int item = 0; item < ANSWERED_ITEMS; item++) {
                ITEM.forEach(this::addAnswer);
            }
        }
    }

    private void addAnswer(String field) {
        String name = MARK + "answer " + answers.size();
        answers.add(field);
        feed(field, name);
    }

    /** The platform's file with these choices. */
    PlatformFile file() {
        PlatformFile.Values values = base.values();
        if (!answers.isEmpty() && (values == null || !values.dates().contains("ISO"))) {
            List<String> dates = new ArrayList<>(values == null ? List.of() : values.dates());
            dates.add("ISO");
            values = new PlatformFile.Values(values == null ? null : values.decimal(), dates);
        }
        return new PlatformFile(
                base.platform(), base.description(), base.row(), base.detect(), values, fields, base.unknown());
    }

    /** By which names the columns of the file and of the answers go. */
    List<String> names() {
        List<String> all = new ArrayList<>(names);
        for (int i = 0; i < answers.size(); i++) {
            all.add(MARK + "answer " + i);
        }
        return all;
    }

    /** What the columns of the answers are called, one by one; no header of a file begins so. */
    static String headerOfAnswer(String field) {
        return MARK + field;
    }

    Set<Integer> products() {
        return products;
    }

    List<Integer> asked() {
        return List.copyOf(asked);
    }

    List<String> answers() {
        return answers;
    }
}
