package io.pledgeline.platform;

/**
 * Why one cell of a row cannot be imported.
 *
 * @param row the row's number in its file, from 1
 * @param column the header as the file spells it; {@code #27} for the 27th cell of a row that is longer than the header
 * @param value the cell as it stood in the file
 * @param code a stable UPPER_SNAKE word
 * @param message one English sentence without personal data
 */
public record Problem(int row, String column, String value, String code, String message) {}
