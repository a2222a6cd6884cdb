package io.pledgeline.platform;

import java.util.Map;

/** What kind of cells a field has, as far as that can be seen from them. */
enum FieldKind {
    EMAIL("e-mail addresses"),
    DATE("dates"),
    MONEY("amounts"),
    COUNTRY("countries"),
    PERSON("names of people"),
    NAME_PART("names"),
    CURRENCY("currencies"),
    PHONE("telephone numbers"),
    ID("different codes"),
    CODE("codes"),
    QUANTITY("small whole numbers"),
    WORDS("short texts"),
    TEXT("texts");

    private static final Map<String, FieldKind> OF = Map.ofEntries(
            Map.entry(Fields.BACKER_EMAIL, EMAIL),
            Map.entry(Fields.BACKER_NAME, PERSON),
            Map.entry(Fields.BACKER_FIRST_NAME, NAME_PART),
            Map.entry(Fields.BACKER_LAST_NAME, NAME_PART),
            Map.entry(Fields.ADDRESS + "name", PERSON),
            Map.entry(Fields.ADDRESS + "phone", PHONE),
            Map.entry(Fields.ADDRESS + "postalCode", CODE),
            Map.entry(Fields.ADDRESS + "countryCode", COUNTRY),
            Map.entry(Fields.ADDRESS + "countryName", COUNTRY),
            Map.entry(Fields.ADDRESS + "notes", TEXT),
            Map.entry(Fields.PLEDGE_DETAILS, TEXT),
            Map.entry(Fields.SURVEY_ANSWER, TEXT),
            Map.entry(Fields.IGNORED, TEXT));

    final String cells;

    FieldKind(String cells) {
        this.cells = cells;
    }

    static FieldKind of(String field) {
        FieldKind kind = OF.get(field);
        ValueType type = Fields.typeOf(field);
        if (kind != null || type == null) {
            return kind == null ? TEXT : kind;
        }
        return switch (type) {
            case TEXT -> WORDS;
            case ID -> ID;
            case MONEY -> MONEY;
            case CURRENCY -> CURRENCY;
            case DATE -> DATE;
            case COUNTRY -> COUNTRY;
            case QUANTITY -> QUANTITY;
        };
    }

    /** Whether cells of another kind prove that a column is not of this one. */
    boolean isStrict() {
        return switch (this) {
            case EMAIL, DATE, MONEY, COUNTRY, CURRENCY -> true;
            default -> false;
        };
    }

    /** Whether the cells of a column show that its header misleads. */
    boolean isContradictedBy(ColumnProfile cells) {
        return cells.different() > 0 && isStrict() && fit(cells) < 0.3;
    }

    /** How well the cells of a column fit, from 0 to 1; a column without cells does not fit. */
    double fit(ColumnProfile cells) {
        if (cells.different() == 0) {
            return 0;
        }
        return switch (this) {
            case EMAIL -> cells.emails();
            case DATE -> cells.dates();
            case MONEY -> cells.money() * (1 - cells.dates());
            case COUNTRY -> cells.countries();
            // Rewards and colours have capitals too, but few of them are many people's.
            case PERSON -> cells.people() * (1 - cells.countries()) * Math.min(1, cells.distinct() / 0.6);
            case NAME_PART -> cells.names();
            case CURRENCY -> cells.currencies();
            case PHONE -> cells.phones();
            case ID -> cells.distinct() >= 0.95 && cells.filled() >= 0.95 ? cells.codes() : 0;
            case CODE -> cells.codes();
            case QUANTITY -> cells.quantities();
            case WORDS -> 1 - Math.max(cells.texts(), Math.max(cells.emails(), Math.max(cells.dates(), cells.links())));
            case TEXT -> 1 - Math.max(cells.emails(), cells.dates());
        };
    }
}
