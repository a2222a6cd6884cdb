package io.pledgeline.erase;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Searches everything that an installation keeps: all tables, also those that are added later, and all objects. */
public final class Traces {

    private final JdbcTemplate database;
    private final S3Client s3;
    private final String bucket;

    public Traces(JdbcTemplate database, S3Client s3, String bucket) {
        this.database = database;
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** The tables and objects that hold one of these texts, in any case. */
    public List<String> of(String... needles) {
        List<String> found = new ArrayList<>();
        for (String table : database.queryForList(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
                String.class)) {
            for (String needle : needles) {
                Integer rows = database.queryForObject(
                        "SELECT count(*) FROM \"" + table + "\" t WHERE position(lower(?) IN lower(t::text)) > 0",
                        Integer.class,
                        needle);
                if (rows != null && rows > 0) {
                    found.add(table + ": " + needle);
                }
            }
        }
        for (S3Object object :
                s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
            String text = s3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()))
                    .asString(StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
            for (String needle : needles) {
                if (text.contains(needle.toLowerCase(Locale.ROOT))) {
                    found.add("object: " + needle);
                }
            }
        }
        return found;
    }
}
