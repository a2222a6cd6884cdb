package io.pledgeline.platform;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of one file into records as its mapping says; build it once per chunk or file.
 *
 * <p>It never throws for what a cell holds: problems stand in the row. Safe for use by several threads.
 */
public final class RowMapper {
    private final Mapping mapping;
    private final String[] headers;
    private final String[] requiredFields;
    private final Source[][] requiredSources;
    private final Source[] backerKey;
    private final Source[] number;
    private final Source[] email;
    private final Source[] name;
    private final Source[] country;
    private final Source[] address;
    private final Source[] pledgeKey;
    private final Source[] amount;
    private final Source[] currency;
    private final Source[] status;
    private final Source[] pledgedAt;
    private final Source[] details;
    private final Source[] answeredAt;
    private final Source[] answers;
    private final ItemMapper items;

    public RowMapper(Mapping mapping) {
        this.mapping = mapping;
        headers = new String[mapping.width()];
        mapping.columns().forEach(column -> headers[column.index()] = column.header());
        requiredFields = mapping.required().toArray(String[]::new);
        requiredSources = mapping.required().stream()
                .map(field -> sources(mapping, field))
                .toArray(Source[][]::new);
        backerKey = sources(mapping, Fields.BACKER_KEY);
        number = sources(mapping, Fields.BACKER_NUMBER);
        email = sources(mapping, Fields.BACKER_EMAIL);
        name = sources(mapping, Fields.BACKER_NAME);
        country = sources(mapping, Fields.BACKER_COUNTRY);
        address = mapping.columns().stream()
                .filter(column -> column.field().startsWith(Fields.ADDRESS))
                .sorted(Comparator.comparingInt(Mapping.Column::rank))
                .map(column -> new Source(column, mapping))
                .toArray(Source[]::new);
        pledgeKey = sources(mapping, Fields.PLEDGE_KEY);
        amount = sources(mapping, Fields.PLEDGE_AMOUNT);
        currency = sources(mapping, Fields.PLEDGE_CURRENCY);
        status = sources(mapping, Fields.PLEDGE_STATUS);
        pledgedAt = sources(mapping, Fields.PLEDGE_PLEDGED_AT);
        details = sources(mapping, Fields.PLEDGE_DETAILS);
        answeredAt = sources(mapping, Fields.SURVEY_ANSWERED_AT);
        answers = sources(mapping, Fields.SURVEY_ANSWER);
        items = new ItemMapper(mapping);
    }

    /**
     * Maps one row.
     *
     * @param row its number in the file, from 1
     * @param cells in the order of the headers; missing ones at the end are empty
     */
    public PledgeRow map(int row, List<String> cells) {
        RowCells in = new RowCells(row, cells, headers);
        for (int i = 0; i < requiredFields.length; i++) {
            in.require(requiredSources[i], requiredFields[i]);
        }
        Backer backer = backer(in);
        Pledge pledge = pledge(in);
        List<Item> bought = items.map(in);
        Survey survey = survey(in);
        return new PledgeRow(row, backer, pledge, bought, survey, in.problems());
    }

    private Backer backer(RowCells in) {
        Source key = in.first(backerKey);
        Map<String, String> parts = Map.of();
        for (Source part : address) {
            String text = in.text(part);
            if (!text.isEmpty()) {
                parts = parts.isEmpty() ? new LinkedHashMap<>() : parts;
                parts.putIfAbsent(part.name, text);
            }
        }
        return new Backer(
                in.key(backerKey),
                key == null ? 0 : key.rank,
                in.id(in.first(number)),
                in.firstText(email),
                in.firstText(name),
                in.country(in.first(country)),
                parts);
    }

    private Pledge pledge(RowCells in) {
        Source from = in.first(amount);
        Money money = in.money(from);
        BigDecimal sum = money == null ? null : money.amount();
        String state = in.firstText(status);
        Instant at = in.date(in.first(pledgedAt));
        return new Pledge(
                in.key(pledgeKey),
                sum,
                currency(in, from, money),
                state == null ? null : state.toLowerCase(Locale.ROOT),
                at,
                named(in, details));
    }

    private @Nullable String currency(RowCells in, @Nullable Source from, @Nullable Money money) {
        Source column = in.first(currency);
        String symbol = column != null ? Currencies.of(in.text(column)) : money == null ? null : money.currency();
        if (column == null && symbol == null) {
            return mapping.currency();
        }
        String code = symbol == null ? null : Currencies.settle(symbol, mapping.currency(), mapping.dollar());
        Source at = column == null ? from : column;
        if (code == null && at != null) {
            in.add(at, Fault.INVALID_CURRENCY);
        }
        return code;
    }

    private @Nullable Survey survey(RowCells in) {
        Instant at = in.date(in.first(answeredAt));
        Map<String, String> given = named(in, answers);
        return at == null && given.isEmpty() ? null : new Survey(at, given);
    }

    private static Map<String, String> named(RowCells in, Source[] sources) {
        Map<String, String> values = Map.of();
        for (Source source : sources) {
            String raw = in.raw(source);
            if (!raw.isEmpty()) {
                values = values.isEmpty() ? new LinkedHashMap<>() : values;
                values.put(source.name, raw);
            }
        }
        return values;
    }

    /** The columns of a field, the one to ask first at the front. */
    static Source[] sources(Mapping mapping, String field) {
        return mapping.columns().stream()
                .filter(column -> column.field().equals(field))
                .map(column -> new Source(column, mapping))
                .sorted(Comparator.comparingInt((Source source) -> source.rank).thenComparingInt(source -> source.part))
                .toArray(Source[]::new);
    }
}
