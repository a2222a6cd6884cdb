package io.pledgeline.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields that a platform's file can feed, and how each is read. */
final class Fields {
    static final String BACKER_KEY = "backer.key";
    static final String BACKER_NUMBER = "backer.number";
    static final String BACKER_EMAIL = "backer.email";
    static final String BACKER_NAME = "backer.name";
    static final String BACKER_COUNTRY = "backer.country";
    /** Followed by the name of a part, such as {@code city}. */
    static final String ADDRESS = "address.";

    static final String PLEDGE_KEY = "pledge.key";
    static final String PLEDGE_AMOUNT = "pledge.amount";
    static final String PLEDGE_CURRENCY = "pledge.currency";
    static final String PLEDGE_STATUS = "pledge.status";
    static final String PLEDGE_PLEDGED_AT = "pledge.pledgedAt";
    static final String PLEDGE_DETAILS = "pledge.details";
    static final String REWARD_KEY = "reward.key";
    static final String REWARD_NAME = "reward.name";
    static final String REWARD_PRICE = "reward.price";
    static final String ITEM_KEY = "item.key";
    static final String ITEM_NAME = "item.name";
    static final String ITEM_SKU = "item.sku";
    static final String ITEM_PRICE = "item.price";
    /** With a {@code product} the column is that product's; without, it counts what the row names, a product or else the reward. */
    static final String ITEM_QUANTITY = "item.quantity";

    static final String SURVEY_ANSWERED_AT = "survey.answeredAt";
    static final String SURVEY_ANSWER = "survey.answer";

    /** A column that feeds nothing; its bytes are checked all the same. */
    static final String IGNORED = "ignored";

    /** Chosen only: one part of {@link #BACKER_NAME}. */
    static final String BACKER_FIRST_NAME = "backer.firstName";
    /** Chosen only: the other part. */
    static final String BACKER_LAST_NAME = "backer.lastName";
    /** Chosen only: the header names a product, the cells say how many of it. */
    static final String PRODUCT = "product";
    /** Chosen only: a model reads the cells; they stay details of the pledge as well. */
    static final String AI = "ai";
    /** Chosen only: as the platform has it, for a column that merely steps in where a better one says nothing. */
    static final String OTHERWISE = "otherwise";

    private static final Set<String> ONLY_CHOSEN = Set.of(BACKER_FIRST_NAME, BACKER_LAST_NAME, PRODUCT, AI, OTHERWISE);

    private static final Map<String, ValueType> TYPES = Map.ofEntries(
            Map.entry(BACKER_KEY, ValueType.ID),
            Map.entry(BACKER_NUMBER, ValueType.ID),
            Map.entry(BACKER_EMAIL, ValueType.TEXT),
            Map.entry(BACKER_NAME, ValueType.TEXT),
            Map.entry(BACKER_COUNTRY, ValueType.COUNTRY),
            Map.entry(PLEDGE_KEY, ValueType.ID),
            Map.entry(PLEDGE_AMOUNT, ValueType.MONEY),
            Map.entry(PLEDGE_CURRENCY, ValueType.CURRENCY),
            Map.entry(PLEDGE_STATUS, ValueType.TEXT),
            Map.entry(PLEDGE_PLEDGED_AT, ValueType.DATE),
            Map.entry(PLEDGE_DETAILS, ValueType.TEXT),
            Map.entry(REWARD_KEY, ValueType.ID),
            Map.entry(REWARD_NAME, ValueType.TEXT),
            Map.entry(REWARD_PRICE, ValueType.MONEY),
            Map.entry(ITEM_KEY, ValueType.ID),
            Map.entry(ITEM_NAME, ValueType.TEXT),
            Map.entry(ITEM_SKU, ValueType.ID),
            Map.entry(ITEM_PRICE, ValueType.MONEY),
            Map.entry(ITEM_QUANTITY, ValueType.QUANTITY),
            Map.entry(IGNORED, ValueType.TEXT),
            Map.entry(SURVEY_ANSWERED_AT, ValueType.DATE),
            Map.entry(SURVEY_ANSWER, ValueType.TEXT));

    /** The parts of an address that lists have; any other name is a part as well. */
    private static final List<String> PARTS = List.of(
            "name",
            "address1",
            "address2",
            "city",
            "state",
            "postalCode",
            "countryName",
            "countryCode",
            "phone",
            "notes",
            "full");

    private static final List<String> CHOOSABLE = Stream.of(
                    Stream.of(
                            BACKER_EMAIL,
                            BACKER_NAME,
                            BACKER_FIRST_NAME,
                            BACKER_LAST_NAME,
                            BACKER_COUNTRY,
                            BACKER_NUMBER,
                            BACKER_KEY),
                    PARTS.stream().map(ADDRESS::concat),
                    Stream.of(
                            PLEDGE_AMOUNT,
                            PLEDGE_CURRENCY,
                            PLEDGE_STATUS,
                            PLEDGE_PLEDGED_AT,
                            PLEDGE_KEY,
                            PLEDGE_DETAILS,
                            REWARD_NAME,
                            REWARD_PRICE,
                            REWARD_KEY,
                            PRODUCT,
                            ITEM_NAME,
                            ITEM_SKU,
                            ITEM_QUANTITY,
                            ITEM_PRICE,
                            ITEM_KEY,
                            SURVEY_ANSWER,
                            SURVEY_ANSWERED_AT,
                            AI,
                            OTHERWISE,
                            IGNORED))
            .flatMap(fields -> fields)
            .toList();

    private Fields() {}

    /** What a person can say that a column is, in the order in which one would look for it. */
    static List<String> choosable() {
        return CHOOSABLE;
    }

    /** The type of a field's cells, null when there is no such field. */
    static @Nullable ValueType typeOf(String field) {
        return field.startsWith(ADDRESS) && field.length() > ADDRESS.length() ? ValueType.TEXT : TYPES.get(field);
    }

    /** Whether a person can say that a column is this. */
    static boolean isChoosable(String field) {
        return ONLY_CHOSEN.contains(field) || typeOf(field) != null;
    }

    /** Whether several columns may be this. */
    static boolean isShared(String field) {
        return isNamed(field)
                || field.equals(IGNORED)
                || field.equals(PRODUCT)
                || field.equals(AI)
                || field.equals(OTHERWISE)
                || field.startsWith("item.");
    }

    /** Whether records are known by it. */
    static boolean isKey(String field) {
        return field.endsWith(".key");
    }

    /** Whether a column of this is joined to another one. */
    static boolean isPartOfName(String field) {
        return field.equals(BACKER_FIRST_NAME) || field.equals(BACKER_LAST_NAME);
    }

    /** Whether each column of this field is kept under a name of its own. */
    static boolean isNamed(String field) {
        return field.equals(PLEDGE_DETAILS) || field.equals(SURVEY_ANSWER);
    }
}
