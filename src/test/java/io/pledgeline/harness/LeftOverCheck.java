package io.pledgeline.harness;

import io.pledgeline.servers.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks for what nobody needs any more, and for what should never have been written. */
final class LeftOverCheck {

    /** What must be counted as 0 once all jobs have ended. */
    private static final Map<String, String> NONE = new LinkedHashMap<>();

    static {
        NONE.put("jobs have not ended", "SELECT count(*) FROM jobs WHERE status IN ('PENDING', 'PROCESSING')");
        NONE.put(
                "chunks are still open",
                "SELECT count(*) FROM csv_upload_chunks WHERE status IN ('PENDING', 'PROCESSING')");
        NONE.put(
                "splits are still open",
                "SELECT count(*) FROM csv_uploads WHERE split_closed_at IS NULL AND split_error IS NULL");
        NONE.put(
                "leases are still held",
                "SELECT (SELECT count(*) FROM csv_upload_chunks WHERE lease_until IS NOT NULL)"
                        + " + (SELECT count(*) FROM csv_uploads WHERE split_lease IS NOT NULL)"
                        + " + (SELECT count(*) FROM jobs WHERE lease_until IS NOT NULL)");
        NONE.put("uploads are still being received", "SELECT count(*) FROM workbooks WHERE status = 'RECEIVING'");
        NONE.put(
                "received files have no job, or more than one",
                "SELECT count(*) FROM workbooks w WHERE w.status = 'RECEIVED'"
                        + " AND (SELECT count(*) FROM jobs j WHERE j.target = w.id AND j.kind = 'IMPORT') <> 1");
        NONE.put(
                "jobs were not asked for by a key",
                "SELECT count(*) FROM jobs j JOIN workbooks w ON w.id = j.target"
                        + " WHERE w.announced_by IS NULL AND (w.idempotency_key IS NULL OR w.idempotency_key LIKE 'torn-%')");
        NONE.put(
                "objects of the bucket were taken again",
                "SELECT count(*) - count(DISTINCT object_key) FROM workbooks WHERE announced_by IS NOT NULL");
        NONE.put(
                "messages to merchants have not arrived",
                "SELECT count(*) FROM deliveries WHERE status IN ('PENDING', 'FAILED')");
        NONE.put(
                "uploads have other figures than their chunks",
                "SELECT count(*) FROM csv_uploads WHERE statistics #- '{results,missing}' #- '{results,products}'"
                        + " IS DISTINCT FROM upload_figures(id) #- '{results,products}'");
        NONE.put(
                "unexpected errors",
                "SELECT (SELECT count(*) FROM jobs WHERE error ->> 'code' = 'INTERNAL_ERROR')"
                        + " + (SELECT count(*) FROM csv_upload_chunks WHERE error ->> 'code' = 'INTERNAL_ERROR')");
    }

    private static final List<String> STREAMS = List.of("load", "split", "load:dead", "split:dead");

    // Of the invented backers, and what nobody but the owner may read.
    private static final List<String> UNSPEAKABLE = List.of(
            "@mail.example.com",
            "Lovelace",
            "Ångström",
            "van der Berg",
            "Königsallee",
            "Calle Mayor",
            "gift-wrapped",
            Cluster.SECRET,
            "whsec_",
            "X-Amz-Signature",
            S3Server.SECRET_KEY,
            "INTERNAL_ERROR",
            "OutOfMemoryError");

    private final Cluster cluster;
    private final Database database;

    LeftOverCheck(Cluster cluster) {
        this.cluster = cluster;
        this.database = new Database(cluster);
    }

    /** Counts what is left, by a sentence that says what it is; some of it goes by itself after a moment. */
    Map<String, Long> count() throws SQLException {
        Map<String, Long> left = new LinkedHashMap<>();
        for (Map.Entry<String, String> none : NONE.entrySet()) {
            add(left, none.getKey(), database.number(none.getValue()));
        }
        for (String stream : STREAMS) {
            String length = cluster.redis.command("XLEN " + stream).substring(1);
            add(left, "messages are left in stream " + stream, Long.parseLong(length));
        }
        try (S3Client s3 = cluster.s3()) {
            add(left, "multipart uploads are open", open(s3).size());
            add(left, "objects belong to no file", orphans(s3).size());
        }
        return left;
    }

    private static void add(Map<String, Long> left, String what, long count) {
        if (count != 0) {
            left.put(what, count);
        }
    }

    static List<String> open(S3Client s3) {
        return s3.listMultipartUploads(request -> request.bucket(Cluster.BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    Set<String> orphans(S3Client s3) throws SQLException {
        Set<String> keys = new HashSet<>();
        s3.listObjectsV2Paginator(request -> request.bucket(Cluster.BUCKET)).contents().stream()
                .map(S3Object::key)
                .forEach(keys::add);
        database.column("SELECT object_key FROM workbooks UNION SELECT object_key FROM workbook_files")
                .forEach(keys::remove);
        return keys;
    }

    /** Looks for personal data, secrets and unexpected errors in what the processes wrote. */
    void logs(Verdict verdict) throws IOException {
        Stream.concat(Stream.of(cluster.web), cluster.workers.stream())
                .flatMap(process -> process.broken().stream())
                .forEach(verdict::wrong);
        try (Stream<Path> files = Files.list(cluster.directory)) {
            for (Path log : files.filter(file -> file.getFileName().toString().matches("(web|worker\\d)-\\d+\\.log"))
                    .toList()) {
                String text = Files.readString(log);
                UNSPEAKABLE.stream()
                        .filter(text::contains)
                        .forEach(word -> verdict.wrong(log.getFileName() + " contains " + word));
            }
        }
    }
}
