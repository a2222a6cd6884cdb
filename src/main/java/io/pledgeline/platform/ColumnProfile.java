package io.pledgeline.platform;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the cells of a column look like; shares are of the different cells that say something, from 0 to 1.
 *
 * @param different how many different cells were looked at
 * @param filled the share of rows in which the column says something
 * @param distinct the share of different cells among those that say something
 * @param money amounts with a currency or cents count wholly, plain numbers in part
 * @param size what the amounts are on average, 0 without amounts
 * @param people names of people: two words or more that begin with capitals
 * @param names single words that can be one part of a name
 * @param codes short, without spaces, with a digit
 * @param texts long or of many words
 */
record ColumnProfile(
        int different,
        double filled,
        double distinct,
        double emails,
        double dates,
        double money,
        double size,
        double countries,
        double currencies,
        double people,
        double names,
        double quantities,
        double codes,
        double phones,
        double links,
        double texts) {

    /** As many cells tell as much as a thousand. */
    private static final int MOST = 200;

    /** Cells longer than this are texts, whatever they begin with. */
    private static final int LONGEST = 100;

    private static final int FEW = 20;
    /** A number without cents may be anything else as well. */
    private static final double PLAIN = 0.65;

    /** @param dates the patterns by which dates would be read */
    static ColumnProfile of(Sample sample, int index, List<String> dates, ZoneId zone) {
        List<String> all = sample.column(index, List.of());
        List<String> cells = all.size() > MOST ? all.subList(0, MOST) : all;
        List<String> brief =
                cells.stream().filter(cell -> cell.length() <= LONGEST).toList();
        Amounts amounts = Amounts.of(brief);
        return new ColumnProfile(
                cells.size(),
                sample.filled(index),
                sample.distinct(index),
                share(cells, brief, EmailAddress.Check::looksDeliverable),
                dates(cells, brief, dates, zone),
                cells.isEmpty() ? 0 : amounts.weight / cells.size(),
                amounts.size,
                share(cells, brief, cell -> Countries.codeOf(cell) != null),
                share(cells, brief, cell -> Currencies.of(cell) != null),
                share(cells, brief, CellForms::isPerson),
                share(cells, brief, CellForms::isNamePart),
                share(cells, brief, cell -> Quantities.parse(cell) >= 0 && Quantities.parse(cell) < 1000),
                share(cells, brief, CellForms::isCode),
                share(cells, brief, CellForms::isPhone),
                share(cells, brief, CellForms::isLink),
                share(cells, cells, cell -> cell.length() > LONGEST || CellForms.words(cell) > 7));
    }

    private static double share(List<String> all, List<String> asked, Predicate<String> is) {
        return all.isEmpty() ? 0 : (double) asked.stream().filter(is).count() / all.size();
    }

    private static double dates(List<String> all, List<String> brief, List<String> patterns, ZoneId zone) {
        List<String> maybe = brief.stream().filter(CellForms::canBeDate).toList();
        // Two thousand columns of words must not be tried with every pattern.
        List<String> best = DateFormats.bestOf(patterns, maybe.subList(0, Math.min(FEW, maybe.size())), zone);
        if (best.isEmpty()) {
            return 0;
        }
        DateFormats formats = new DateFormats(patterns, best.get(0), zone);
        return share(all, maybe, cell -> formats.parse(cell) != null);
    }

    private record Amounts(double weight, double size) {

        static Amounts of(List<String> cells) {
            MoneyFormat format = new MoneyFormat(MoneyFormat.decimalOf(cells));
            double weight = 0;
            double sum = 0;
            int amounts = 0;
            for (String cell : cells) {
                Money money = format.parse(cell);
                // 1,234 is an amount, however large.
                weight += money.fault() == Fault.AMBIGUOUS_NUMBER ? 1 : 0;
                if (money.fault() == null && money.amount() != null && !CellForms.isZeroLed(cell)) {
                    weight += money.currency() != null || hasCents(cell) ? 1 : PLAIN;
                    sum += money.amount().doubleValue();
                    amounts++;
                }
            }
            return new Amounts(weight, amounts == 0 ? 0 : sum / amounts);
        }

        /** Two decimals; one, as in 4.5, is what marks and measures have. */
        private static boolean hasCents(String cell) {
            int mark = cell.length() - 3;
            return mark > 0 && (cell.charAt(mark) == '.' || cell.charAt(mark) == ',');
        }
    }
}
