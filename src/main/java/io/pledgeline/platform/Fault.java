package io.pledgeline.platform;

/** Names every fault that a cell can have, with the sentence that tells the creator. */
enum Fault {
    REQUIRED("This column must not be empty."),
    INVALID_EMAIL("This is not an e-mail address."),
    INVALID_MONEY("This is not an amount of money with at most two decimals."),
    NEGATIVE_AMOUNT("An amount must not be negative."),
    TOO_LARGE("An amount has at most twelve digits before the decimal mark."),
    AMBIGUOUS_NUMBER("The decimal mark of this number cannot be told from its thousands separator in this column."),
    INVALID_CURRENCY("This is not a currency, or it contradicts the other one in the cell."),
    INVALID_DATE("This is not a date in one of the formats of the platform."),
    INVALID_COUNTRY("This is neither a country code nor a name of a country that is known here."),
    INVALID_QUANTITY("A quantity is a whole number from 0 to 100000."),
    ROUNDED_ID("A spreadsheet has rounded this number; take the file as the platform exported it."),
    TOO_LONG("This value is too long."),
    TOO_MANY_CELLS("This row has more cells than the file has headers."),
    INVALID_CHARACTER("This cell holds bytes that are no text in the file's character set."),
    INVALID_VALUE("This value is not allowed here.");

    final String message;

    Fault(String message) {
        this.message = message;
    }

    Problem at(int row, String column, String value) {
        return new Problem(row, column, value, name(), message);
    }
}
