package io.pledgeline.platform;

/** Says what a row of an export stands for: a whole pledge, or one item of a pledge. */
public enum RowKind {
    PLEDGE,
    ITEM
}
