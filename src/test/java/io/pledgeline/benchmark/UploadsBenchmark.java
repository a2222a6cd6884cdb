package io.pledgeline.benchmark;

import static io.pledgeline.benchmark.Findings.millis;
import static io.pledgeline.benchmark.Findings.number;

import io.pledgeline.servers.AtExit;
import io.pledgeline.servers.Servers;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** How the list of jobs is answered while hundreds of slow uploads arrive, and what they take of memory. */
final class UploadsBenchmark {

    private static final int OF_A_MERCHANT = 20;
    private static final int REQUESTS = 300;
    private static final byte[] LINE = "some,cells,of,nobody\n".getBytes(StandardCharsets.US_ASCII);

    private final int uploads = Integer.getInteger("slow", 200);
    private final int kilobytes = Integer.getInteger("kilobytes", 1024);
    private final String heap = System.getProperty("heap", "256m");

    private final List<Socket> sockets = new ArrayList<>();

    static void run(Servers servers, Findings findings) throws Exception {
        new UploadsBenchmark().measure(servers, findings);
    }

    private void measure(Servers servers, Findings findings) throws Exception {
        PackagedApplication application =
                PackagedApplication.start(servers, heap, Benchmarks.DIRECTORY.resolve("application.log"));
        AtExit.close(application::close);
        application.awaitReady();
        String asking = application.newMerchant("Asking");
        List<Duration> idle = ask(application, asking);
        String key = "";
        for (int i = 0; i < uploads; i++) {
            if (i % OF_A_MERCHANT == 0) {
                key = application.newMerchant("Slow " + i / OF_A_MERCHANT);
            }
            sockets.add(application.beginUpload(key));
        }
        byte[] piece = piece();
        for (Socket socket : sockets) {
            socket.getOutputStream().write(piece);
        }
        List<Duration> busy = ask(application, asking);
        findings.title(
                "%n%d slow uploads at once, %d KB of each sent; application at -Xmx%s", uploads, kilobytes, heap);
        try (Connection connection = servers.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet receiving =
                        statement.executeQuery("SELECT count(*) FROM workbooks WHERE status = 'RECEIVING'")) {
            receiving.next();
            findings.goal("arriving", receiving.getString(1), "all", receiving.getInt(1) == uploads);
        }
        line(findings, "GET /api/jobs before", idle);
        line(findings, "GET /api/jobs meanwhile", busy);
        OptionalLong peak = application.peakResidentBytes();
        findings.line("peak RSS", number("%.0f MB", peak.orElse(0) / 1e6), "");
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static List<Duration> ask(PackagedApplication application, String key) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            times.add(application.get(key, "/api/jobs"));
            // Below the rate of one key.
            TimeUnit.MILLISECONDS.sleep(25);
        }
        Collections.sort(times);
        return times;
    }

    private static void line(Findings findings, String what, List<Duration> times) throws Exception {
        findings.line(
                what,
                number("%.0f ms", millis(times, 0.5)),
                number("p50; p95 %.0f ms, max %.0f ms", millis(times, 0.95), millis(times, 1)));
    }

    private byte[] piece() {
        byte[] piece = new byte[kilobytes * 1024 / LINE.length * LINE.length];
        for (int i = 0; i < piece.length; i += LINE.length) {
            System.arraycopy(LINE, 0, piece, i, LINE.length);
        }
        return piece;
    }
}
