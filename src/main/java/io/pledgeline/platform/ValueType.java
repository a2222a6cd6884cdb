package io.pledgeline.platform;

/** Says how the cells of a column are read. */
public enum ValueType {
    TEXT,
    ID,
    MONEY,
    CURRENCY,
    DATE,
    COUNTRY,
    QUANTITY
}
