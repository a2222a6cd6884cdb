package io.pledgeline.harness;

import io.pledgeline.benchmark.ReportTotals;
import io.pledgeline.benchmark.SyntheticReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a round, in lanes: each belongs to a merchant who sends his one after the other.
 *
 * @param contents what each campaign holds in the end
 */
record RoundFiles(List<List<Import>> lanes, Map<String, SyntheticReport> contents) {

    private static final int BAD_EVERY = 97;
    private static final int SMALL_FILES = 20;

    /** Writes them, to come in all ways: a plain report and a later one, a gzip, a ZIP of two, one with bad rows, many small ones, and one that is taken back. */
    static RoundFiles write(Path directory, int round, int rows, long seed) throws IOException {
        var files = new Writer(Files.createDirectories(directory), "round-" + round + "-", seed);
        return files.write(rows);
    }

    private static final class Writer {

        private final Path directory;
        private final String prefix;
        private final long seed;
        private final Map<String, SyntheticReport> contents = new LinkedHashMap<>();

        Writer(Path directory, String prefix, long seed) {
            this.directory = directory;
            this.prefix = prefix;
            this.seed = seed;
        }

        RoundFiles write(int rows) throws IOException {
            List<List<Import>> lanes = List.of(
                    reportAndLater(rows / 4),
                    List.of(gzip(rows / 5), zip(rows / 20)),
                    List.of(spoiled(rows * 3 / 20)),
                    small(rows / 20 / SMALL_FILES),
                    List.of(undone(rows / 10)));
            return new RoundFiles(lanes, contents);
        }

        private SyntheticReport report(int rows) {
            return SyntheticReport.of(rows).withSeed(seed);
        }

        private List<Import> reportAndLater(int rows) throws IOException {
            String campaign = prefix + "again";
            int changed = rows / 10;
            SyntheticReport first = report(rows);
            SyntheticReport later = first.newer(changed, rows / 100);
            contents.put(campaign, later);
            ReportTotals before = first.totals();
            ReportTotals now = later.totals();
            return List.of(
                    new Import(
                            campaign,
                            plain("first.csv", first),
                            Way.UPLOAD,
                            true,
                            false,
                            false,
                            before.rows(),
                            List.of(),
                            Import.first(before)),
                    new Import(
                            campaign,
                            plain("later.csv", later),
                            Way.PARTS,
                            true,
                            true,
                            false,
                            now.rows(),
                            List.of(),
                            Import.again(before, now, changed)));
        }

        private Import gzip(int rows) throws IOException {
            String campaign = prefix + "gzip";
            SyntheticReport report = report(rows);
            contents.put(campaign, report);
            Path file = directory.resolve(prefix + "packed.csv.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                report.write(out);
            }
            return whole(campaign, file, Way.UPLOAD, report);
        }

        private Import zip(int rows) throws IOException {
            String campaign = prefix + "zip";
            SyntheticReport both = report(2 * rows);
            contents.put(campaign, both);
            Path file = directory.resolve(prefix + "packed.zip");
            try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
                out.putNextEntry(new ZipEntry("one.csv"));
                report(rows).write(out);
                out.putNextEntry(new ZipEntry("two.csv"));
                report(rows).startingAt(rows + 1L).write(out);
            }
            return whole(campaign, file, Way.BUCKET, both);
        }

        private static Import whole(String campaign, Path file, Way way, SyntheticReport report) {
            ReportTotals totals = report.totals();
            return new Import(campaign, file, way, true, false, false, totals.rows(), List.of(), Import.first(totals));
        }

        private Import spoiled(int rows) throws IOException {
            String campaign = prefix + "spoiled";
            SyntheticReport report = report(rows).spoiling(BAD_EVERY);
            contents.put(campaign, report);
            return new Import(
                    campaign,
                    plain("spoiled.csv", report),
                    Way.PARTS,
                    true,
                    false,
                    false,
                    report.rows(),
                    report.spoiled(),
                    Import.first(report.totals()));
        }

        private Import undone(int rows) throws IOException {
            String campaign = prefix + "undone";
            SyntheticReport report = report(rows);
            contents.put(campaign, report(0));
            ReportTotals totals = report.totals();
            Path file = plain("undone.csv", report);
            return new Import(
                    campaign, file, Way.UPLOAD, true, false, true, totals.rows(), List.of(), Import.first(totals));
        }

        private List<Import> small(int rows) throws IOException {
            String campaign = prefix + "small";
            contents.put(campaign, report(rows * SMALL_FILES));
            List<Import> files = new ArrayList<>();
            for (int i = 0; i < SMALL_FILES; i++) {
                SyntheticReport report = report(rows).startingAt(1L + (long) i * rows);
                Path file = plain("small-" + i + ".csv", report);
                Way way = Way.values()[i % Way.values().length];
                files.add(new Import(
                        campaign, file, way, false, false, false, rows, List.of(), Import.some(report.totals())));
            }
            return files;
        }

        private Path plain(String name, SyntheticReport report) throws IOException {
            Path file = directory.resolve(prefix + name);
            try (OutputStream out = Files.newOutputStream(file)) {
                report.write(out);
            }
            return file;
        }
    }

    long rows() {
        return lanes.stream().flatMap(List::stream).mapToLong(Import::rows).sum();
    }

    void delete() throws IOException {
        for (List<Import> lane : lanes) {
            for (Import one : lane) {
                Files.deleteIfExists(one.file());
            }
        }
    }
}
