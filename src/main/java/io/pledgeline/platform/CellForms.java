package io.pledgeline.platform;

/** Tells by their form what cells may be for which nothing else here reads them: people, telephones, links, codes. */
final class CellForms {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_CODE = 40;

    private CellForms() {}

    /** Whether the cell can be the whole name of a person: two to five words of letters, two of them with a capital. */
    static boolean isPerson(String cell) {
        int words = words(cell);
        return words >= 2 && words <= 5 && capitals(cell) >= 2;
    }

    /** Whether the cell can be a given or a family name. */
    static boolean isNamePart(String cell) {
        return words(cell) <= 3 && capitals(cell) >= 1;
    }

    /** The words that begin with a capital, or with a letter that has none; -1 for what is not all names. */
    private static int capitals(String cell) {
        if (cell.length() > LONGEST_NAME) {
            return -1;
        }
        int capitals = 0;
        boolean begins = true;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                capitals += begins && !Character.isLowerCase(c) ? 1 : 0;
                begins = false;
            } else if (Texts.isSpace(c)) {
                begins = true;
            } else if ("-'’.,".indexOf(c) < 0) {
                return -1;
            }
        }
        return capitals;
    }

    static int words(String cell) {
        int words = 0;
        boolean in = false;
        for (int i = 0; i < cell.length(); i++) {
            boolean space = Texts.isSpace(cell.charAt(i));
            words += !space && !in ? 1 : 0;
            in = !space;
        }
        return words;
    }

    /** Whether the cell can be a number that is dialled: seven to fifteen digits, begun or cut as no amount is. */
    static boolean isPhone(String cell) {
        int digits = 0;
        boolean cut = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (" -/()".indexOf(c) >= 0 || (c == '+' && i == 0)) {
                cut = true;
            } else {
                return false;
            }
        }
        return digits >= 7 && digits <= 15 && (cut || cell.charAt(0) == '0') && !isDay(cell);
    }

    /** 2024-05-01 has eight digits as well. */
    private static boolean isDay(String cell) {
        return cell.length() <= 10 && (cell.indexOf('-') == 4 || cell.indexOf('/') == 4 || cell.indexOf('/') == 2);
    }

    static boolean isLink(String cell) {
        return cell.regionMatches(true, 0, "http://", 0, 7)
                || cell.regionMatches(true, 0, "https://", 0, 8)
                || cell.regionMatches(true, 0, "www.", 0, 4);
    }

    /** Whether the cell can be an identifier: letters, digits and what parts them, at least one digit. */
    static boolean isCode(String cell) {
        boolean digit = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            digit |= c >= '0' && c <= '9';
            if (!Character.isLetterOrDigit(c) && "-_#/".indexOf(c) < 0) {
                return false;
            }
        }
        return digit && cell.length() <= LONGEST_CODE;
    }

    /** No amount begins with a zero that stands for nothing. */
    static boolean isZeroLed(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '0' && Character.isDigit(cell.charAt(1));
    }

    /** Whether it is worth the while to try a cell with every pattern of dates. */
    static boolean canBeDate(String cell) {
        long digits = cell.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= 3 && cell.length() >= 6 && cell.length() <= 40 && digits < cell.length();
    }
}
