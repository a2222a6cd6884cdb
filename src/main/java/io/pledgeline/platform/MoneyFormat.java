package io.pledgeline.platform;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts in the spellings of the platforms: {@code $1,025.00}, {@code SEK 1,000.00}, {@code $5.00 USD},
 * {@code 12,50 €}, {@code CA$ 12}.
 *
 * <p>A column has one decimal mark. A cell that contradicts it, or that could be read both ways where the mark is not
 * known ({@code 1,234}), is {@link Fault#AMBIGUOUS_NUMBER}.
 */
final class MoneyFormat {
    /** The decimal mark of a column whose sample left it open. */
    static final char OPEN = 0;

    private static final char EITHER = '?';
    private static final char NONE = '-';
    private static final int MAX_INTEGER_DIGITS = 12;

    private final char decimal;

    /** @param decimal {@code '.'}, {@code ','} or {@link #OPEN} */
    MoneyFormat(char decimal) {
        this.decimal = decimal;
    }

    /** The decimal mark that most of these cells prove; {@link #OPEN} when they prove none, or both alike. */
    static char decimalOf(List<String> cells) {
        int dots = 0;
        int commas = 0;
        for (String cell : cells) {
            int first = firstDigit(cell);
            char mark = first < 0 ? NONE : mark(cell, first, lastDigit(cell));
            dots += mark == '.' ? 1 : 0;
            commas += mark == ',' ? 1 : 0;
        }
        return dots == commas ? OPEN : (dots > commas ? '.' : ',');
    }

    /** Reads one cell that is not blank. */
    Money parse(String cell) {
        int first = firstDigit(cell);
        if (first < 0) {
            return Money.wrong(Fault.INVALID_MONEY);
        }
        int last = lastDigit(cell);
        String before = Texts.trim(cell.substring(0, first));
        int sign = minus(before);
        if (sign >= 0) {
            before = Texts.trim(before.substring(0, sign) + before.substring(sign + 1));
        }
        String after = Texts.trim(cell.substring(last + 1));
        String leading = before.isEmpty() ? null : Currencies.of(before);
        String trailing = after.isEmpty() ? null : Currencies.of(after);
        if ((leading == null && !before.isEmpty()) || (trailing == null && !after.isEmpty())) {
            boolean code = leading == null && !before.isEmpty() ? isCode(before) : isCode(after);
            return Money.wrong(code ? Fault.INVALID_CURRENCY : Fault.INVALID_MONEY);
        }
        String currency = Currencies.merge(leading, trailing);
        if (currency == null && leading != null) {
            return Money.wrong(Fault.INVALID_CURRENCY);
        }
        char mark = mark(cell, first, last);
        if (mark == EITHER) {
            mark = decimal;
        }
        if (mark == OPEN || (mark != NONE && decimal != OPEN && mark != decimal)) {
            return Money.wrong(Fault.AMBIGUOUS_NUMBER);
        }
        return number(cell, first, last, mark, sign >= 0, currency);
    }

    /** The decimal mark that the number must have: {@code . ,}, {@link #EITHER}, or {@link #NONE} if it matters not. */
    private static char mark(String cell, int first, int last) {
        int dots = 0;
        int commas = 0;
        int lastMark = -1;
        boolean otherGroups = false;
        for (int i = first; i <= last; i++) {
            char c = cell.charAt(i);
            if (c == '.' || c == ',') {
                dots += c == '.' ? 1 : 0;
                commas += c == ',' ? 1 : 0;
                lastMark = i;
            } else if (c < '0' || c > '9') {
                otherGroups = true;
            }
        }
        if (lastMark < 0) {
            return NONE;
        }
        char c = cell.charAt(lastMark);
        if (dots > 0 && commas > 0) {
            return c;
        }
        if (dots + commas > 1) {
            return c == '.' ? ',' : '.';
        }
        boolean looksGrouped =
                last - lastMark == 3 && lastMark > first && lastMark - first <= 3 && cell.charAt(first) != '0';
        return looksGrouped && !otherGroups ? EITHER : c;
    }

    private static Money number(
            String cell, int first, int last, char mark, boolean negative, @Nullable String currency) {
        long value = 0;
        int digits = 0;
        int decimals = -1;
        int group = 0;
        boolean grouped = false;
        for (int i = first; i <= last; i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                group++;
                if (decimals >= 0) {
                    decimals++;
                    if (decimals > 2) {
                        if (c != '0') {
                            return Money.wrong(Fault.INVALID_MONEY);
                        }
                        continue;
                    }
                } else if ((digits > 0 || c != '0') && ++digits > MAX_INTEGER_DIGITS) {
                    return Money.wrong(Fault.TOO_LARGE);
                }
                value = value * 10 + (c - '0');
            } else if (c == mark && decimals < 0) {
                if (grouped && group != 3) {
                    return Money.wrong(Fault.INVALID_MONEY);
                }
                decimals = 0;
            } else if (decimals < 0 && isGroupMark(c) && (grouped ? group == 3 : group >= 1 && group <= 3)) {
                grouped = true;
                group = 0;
            } else {
                return Money.wrong(Fault.INVALID_MONEY);
            }
        }
        if (decimals < 0 && grouped && group != 3) {
            return Money.wrong(Fault.INVALID_MONEY);
        }
        for (int d = Math.max(decimals, 0); d < 2; d++) {
            value *= 10;
        }
        return Money.of(BigDecimal.valueOf(negative ? -value : value, 2), currency);
    }

    /** Where the number begins: its first digit, or a decimal mark before it that belongs to no abbreviation. */
    private static int firstDigit(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                boolean point = i > 0 && (cell.charAt(i - 1) == '.' || cell.charAt(i - 1) == ',');
                return point && (i == 1 || !Character.isLetter(cell.charAt(i - 2))) ? i - 1 : i;
            }
        }
        return -1;
    }

    private static int lastDigit(String cell) {
        int i = cell.length() - 1;
        while (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
            i--;
        }
        return i;
    }

    private static int minus(String before) {
        int i = before.indexOf('-');
        return i >= 0 ? i : before.indexOf('\u2212');
    }

    private static boolean isGroupMark(char c) {
        return c == ',' || c == '.' || c == '\'' || c == '’' || Texts.isSpace(c);
    }

    private static boolean isCode(String token) {
        return token.length() == 3 && token.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
}
