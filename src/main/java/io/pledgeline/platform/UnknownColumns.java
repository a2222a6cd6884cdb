package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.PlatformFile.Between;
import io.pledgeline.platform.PlatformFile.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Decides by a platform's rules what the columns are that no field names: items, add-ons, questions, details. */
final class UnknownColumns {
    private static final int MAX_NAME = 500;

    /** More are an answer, such as a year. */
    private static final int MAX_PIECES = 999;

    private final List<Rule> rules;
    private final List<String> headers;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Sample sample;

    UnknownColumns(PlatformFile file, RowKind row, List<String> headers, Sample sample) {
        this.rules = file.unknown() == null
                ? List.of()
                : file.unknown().stream()
                        .filter(rule -> rule.row() == null || rule.row() == row)
                        .toList();
        this.headers = headers;
        for (int i = 0; i < headers.size(); i++) {
            positions.putIfAbsent(Texts.fold(headers.get(i)), i);
        }
        this.sample = sample;
    }

    /** The column as its first fitting rule has it, ignored when none fits. */
    Column decide(int index) {
        String header = Texts.cleanHeader(headers.get(index));
        Rule rule = ruleFor(index, header);
        if (rule == null) {
            return new Column(index, headers.get(index), Fields.IGNORED, ValueType.TEXT, 0, Map.of(), List.of());
        }
        Matcher matcher = rule.header() == null ? null : rule.header().matcher(header);
        return column(rule, index, header, matcher == null || !matcher.matches() ? null : matcher);
    }

    /** Whether something about the column itself decides, not the rule for all that is left. */
    boolean isCertain(int index) {
        String header = Texts.cleanHeader(headers.get(index));
        Rule rule = ruleFor(index, header);
        return OwnColumns.isOwn(header)
                || (rule != null && (rule.header() != null || rule.between() != null || rule.content() != null));
    }

    private @Nullable Rule ruleFor(int index, String header) {
        return OwnColumns.isOwn(header)
                ? null
                : rules.stream()
                        .filter(rule -> fits(rule, index, header))
                        .findFirst()
                        .orElse(null);
    }

    private boolean fits(Rule rule, int index, String header) {
        return (rule.header() == null || rule.header().matcher(header).matches())
                && (rule.not() == null || !rule.not().matcher(header).matches())
                && (rule.between() == null || isBetween(rule.between(), index))
                && (rule.content() == null || areQuantities(sample.column(index, rule.blanks())));
    }

    /** A column of a product that its header names. */
    Column product(int index) {
        Rule rule = new Rule(
                null, null, null, null, null, Fields.ITEM_QUANTITY, "item:{folded}", "{header}", null, List.of());
        return column(rule, index, Texts.cleanHeader(headers.get(index)), null);
    }

    private Column column(Rule rule, int index, String header, @Nullable Matcher groups) {
        String field = String.valueOf(rule.as());
        ValueType type = Fields.typeOf(field);
        if (type == null) {
            throw new IllegalStateException("There is no field " + field);
        }
        Map<String, String> params = new HashMap<>();
        String name = rule.name() == null ? "" : PlatformFileRules.fill(rule.name(), header, groups);
        name = name.isEmpty() ? Texts.trim(headers.get(index)) : name;
        name = name.isEmpty() ? "Column " + (index + 1) : name;
        params.put("name", name.length() > MAX_NAME && !Fields.isNamed(field) ? name.substring(0, MAX_NAME) : name);
        if (rule.product() != null) {
            params.put("product", ProductKeys.bounded(PlatformFileRules.fill(rule.product(), header, groups)));
        }
        if (rule.sku() != null) {
            params.put("sku", PlatformFileRules.fill(rule.sku(), header, groups));
        }
        return new Column(index, headers.get(index), field, type, 0, params, rule.blanks());
    }

    private boolean isBetween(Between between, int index) {
        int after = first(between.after(), -1);
        int before = first(between.before(), headers.size());
        return index > after && index < before;
    }

    private int first(List<String> candidates, int otherwise) {
        for (String candidate : candidates) {
            Integer found = positions.get(candidate);
            if (found != null) {
                return found;
            }
        }
        return otherwise;
    }

    private static boolean areQuantities(List<String> cells) {
        boolean some = false;
        for (String cell : cells) {
            int pieces = Quantities.parse(cell);
            if (pieces < 0 || pieces > MAX_PIECES || isCode(cell)) {
                return false;
            }
            some |= pieces > 0;
        }
        return some;
    }

    /** Nobody counts 0042 pieces. */
    private static boolean isCode(String cell) {
        return cell.length() > 3 && cell.charAt(0) == '0' && Character.isDigit(cell.charAt(1));
    }
}
