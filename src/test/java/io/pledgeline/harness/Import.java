package io.pledgeline.harness;

import io.pledgeline.benchmark.ReportTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that a client uploads, and what its job must say in the end.
 *
 * @param way how it comes
 * @param slow whether the client takes its time to send it
 * @param waits for the end of the import before it in the same lane
 * @param rows of data
 * @param bad rows that fail, as a spreadsheet counts them
 * @param undone whether it is taken back once it has ended
 * @param figures per table inserted/updated/unchanged; a table that is not named is not compared
 */
record Import(
        String campaign,
        Path file,
        Way way,
        boolean slow,
        boolean waits,
        boolean undone,
        long rows,
        List<Long> bad,
        Map<String, String> figures) {

    static Map<String, String> first(ReportTotals totals) {
        Map<String, String> figures = some(totals);
        figures.put("products", totals.products() + "/0/0");
        return figures;
    }

    /** Of one of several files of a campaign, of which nobody knows which came first. */
    static Map<String, String> some(ReportTotals totals) {
        Map<String, String> figures = new TreeMap<>();
        figures.put("backers", totals.rows() + "/0/0");
        figures.put("pledges", totals.rows() + "/0/0");
        figures.put("pledgeItems", totals.pledgeItems() + "/0/0");
        figures.put("surveys", totals.surveys() + "/0/0");
        return figures;
    }

    static Map<String, String> again(ReportTotals before, ReportTotals now, int changed) {
        Map<String, String> figures = new TreeMap<>();
        String people = "%d/%d/%d".formatted(now.rows() - before.rows(), changed, before.rows() - changed);
        figures.put("backers", people);
        figures.put("pledges", people);
        figures.put("pledgeItems", more(before.pledgeItems(), now.pledgeItems()));
        figures.put("surveys", more(before.surveys(), now.surveys()));
        figures.put("products", more(before.products(), now.products()));
        return figures;
    }

    private static String more(long before, long now) {
        return "%d/0/%d".formatted(now - before, before);
    }
}
