package io.pledgeline.platform;

/** Reads numbers of pieces: {@code 2}, the {@code 2.0} of a spreadsheet, {@code 2x} and {@code x 2}. */
final class Quantities {
    private static final int MAX_DIGITS = 9;

    private Quantities() {}

    /** The number in a trimmed cell that is not blank, at most nine digits; -1 if it is none. */
    static int parse(String cell) {
        int from = 0;
        int to = cell.length();
        if (isTimes(cell.charAt(0))) {
            from = skipSpaces(cell, 1);
        } else if (isTimes(cell.charAt(to - 1))) {
            to = Texts.trim(cell.substring(0, to - 1)).length();
        }
        return number(cell, from, withoutZeros(cell, from, to));
    }

    private static int number(String cell, int from, int to) {
        if (from >= to || to - from > MAX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = cell.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Where the number ends without {@code .0} or {@code ,00}; three zeros would be a thousand as well. */
    private static int withoutZeros(String cell, int from, int to) {
        int zeros = to;
        while (zeros > from && cell.charAt(zeros - 1) == '0') {
            zeros--;
        }
        boolean mark = zeros > from && (cell.charAt(zeros - 1) == '.' || cell.charAt(zeros - 1) == ',');
        return mark && to - zeros >= 1 && to - zeros <= 2 ? zeros - 1 : to;
    }

    private static int skipSpaces(String cell, int from) {
        int i = from;
        while (i < cell.length() && Texts.isSpace(cell.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isTimes(char c) {
        return c == 'x' || c == 'X' || c == '×';
    }
}
