package io.pledgeline.benchmark;

import static io.pledgeline.benchmark.Findings.number;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Servers;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** How long a stop takes, again and again in the middle of one import and a slow upload, and what it leaves. */
final class StopBenchmark {

    private static final String LEFT = """
            SELECT (SELECT count(*) FROM csv_upload_chunks WHERE status = 'PROCESSING' OR lease_until IS NOT NULL)
                 + (SELECT count(*) FROM csv_uploads WHERE split_lease IS NOT NULL)
                 + (SELECT count(*) FROM workbooks WHERE status = 'RECEIVING')""";

    private final int rows = Integer.getInteger("rows", 1_000_000);
    private final int stops = Integer.getInteger("stops", 10);
    private final String heap = System.getProperty("heap", "256m");

    static void run(Servers servers, Findings findings) throws Exception {
        new StopBenchmark().measure(servers, findings);
    }

    private void measure(Servers servers, Findings findings) throws Exception {
        Path file = Benchmarks.DIRECTORY.resolve("report.csv");
        ReportTotals totals = SyntheticReport.of(rows).write(file);
        Connection connection = servers.postgres().connect();
        findings.title("%n%d stops in the middle of an import of %,d rows and a slow upload", stops, rows);
        UUID job = null;
        Duration most = Duration.ZERO;
        for (int i = 1; i <= stops; i++) {
            PackagedApplication application = start(servers);
            if (job == null) {
                job = application.upload(file, "stopped");
            }
            JobWatch jobs = new JobWatch(connection, application);
            long before = jobs.rowsLoaded(job);
            while (jobs.rowsLoaded(job) == before && !jobs.isEnded(job)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            boolean loading = !jobs.isEnded(job);
            try (Socket slow = application.beginUpload()) {
                slow.getOutputStream().write("some,cells\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
                TimeUnit.MILLISECONDS.sleep(500);
                Duration time = application.terminate(Duration.ofMinutes(2));
                most = most.compareTo(time) > 0 ? most : time;
                String left = left(connection);
                findings.line(
                        "stop " + i,
                        number("%.1f s", time.toMillis() / 1e3),
                        (loading ? "" : "idle, ") + left + " left");
            }
        }
        findings.goal("longest stop", number("%.1f s", most.toMillis() / 1e3), "≤ 25 s", most.toSeconds() < 25);
        PackagedApplication last = start(servers);
        new JobWatch(connection, last).awaitCompleted(job, Duration.ofMillis(50), Duration.ofMinutes(30));
        ImportedRecords records = new ImportedRecords(connection);
        records.requireAllRows(job, totals.rows());
        records.requireExactly(totals, "stopped");
        findings.line("counts", "exact", "");
    }

    private PackagedApplication start(Servers servers) throws Exception {
        PackagedApplication application =
                PackagedApplication.start(servers, heap, Benchmarks.DIRECTORY.resolve("application.log"));
        AtExit.close(application::close);
        application.awaitReady();
        return application;
    }

    private static String left(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery(LEFT)) {
            left.next();
            return left.getString(1);
        }
    }
}
