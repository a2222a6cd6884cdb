package io.pledgeline.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The records of a campaign as a reader would write them down: by the keys of the platform instead of ids, in the order
 * of these keys.
 *
 * <p>Every object has all its keys, with null where there is nothing; so an expected key that is not there is misspelt.
 */
final class CorpusTables {

    private static final List<String> ADDRESS = List.of(
            "name",
            "address1",
            "address2",
            "city",
            "state",
            "postalCode",
            "countryName",
            "countryCode",
            "phone",
            "notes",
            "full");

    private static final String CAMPAIGN = "(SELECT id FROM campaigns WHERE slug = ?)";
    private static final String MOMENT = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";

    private static final Map<String, String> QUERIES = Map.of(
            "backers", """
                    SELECT external_id AS "externalId", platform, email, name, country, number,
                        coalesce(address, '{}') AS address
                    FROM backers WHERE campaign_id = %s ORDER BY external_id, platform""",
            "pledges", """
                    SELECT p.external_id AS "externalId", p.platform, b.external_id AS backer, p.amount::text, p.currency,
                        p.status, PLEDGED AS "pledgedAt", coalesce(p.details, '{}') AS details
                    FROM pledges p JOIN backers b ON b.id = p.backer_id WHERE p.campaign_id = %s
                    ORDER BY p.external_id, p.platform""".replace("PLEDGED", MOMENT.formatted("p.pledged_at")),
            "items", """
                    SELECT p.external_id AS pledge, d.external_id AS product, i.quantity
                    FROM pledge_items i JOIN pledges p ON p.id = i.pledge_id JOIN products d ON d.id = i.product_id
                    WHERE p.campaign_id = %s ORDER BY p.external_id, d.external_id""",
            "products", """
                    SELECT external_id AS "externalId", platform, name, sku, price::text
                    FROM products WHERE campaign_id = %s ORDER BY external_id, platform""",
            "surveys", """
                    SELECT b.external_id AS backer, ANSWERED AS "answeredAt", s.answers
                    FROM surveys s JOIN backers b ON b.id = s.backer_id WHERE b.campaign_id = %s
                    ORDER BY b.external_id, b.platform""".replace("ANSWERED", MOMENT.formatted("s.answered_at")),
            "inventory", """
                    SELECT d.external_id AS product, v.pledged
                    FROM inventory v JOIN products d ON d.id = v.product_id
                    WHERE d.campaign_id = %s ORDER BY d.external_id""");

    private final JdbcTemplate database;
    private final String slug;

    CorpusTables(JdbcTemplate database, String slug) {
        this.database = database;
        this.slug = slug;
    }

    /** The records of one table. */
    JsonNode read(String table) {
        String query = QUERIES.get(table);
        if (query == null) {
            throw new IllegalArgumentException("No table " + table + ", only " + QUERIES.keySet());
        }
        JsonNode rows = Imports.json(Objects.requireNonNull(database.queryForObject(
                "SELECT coalesce(json_agg(r), '[]')::text FROM (" + query.formatted(CAMPAIGN) + ") r",
                String.class,
                slug)));
        for (JsonNode row : rows) {
            complete(row.path("address"), ADDRESS);
            complete(row.path("details"), headers());
        }
        return rows;
    }

    private static void complete(JsonNode actual, Iterable<String> keys) {
        if (actual instanceof ObjectNode object) {
            keys.forEach(key -> object.putIfAbsent(key, JsonNodeFactory.instance.nullNode()));
        }
    }

    /** The headers of all files that were uploaded, which are what a detail can be called. */
    private Set<String> headers() {
        Set<String> headers = new LinkedHashSet<>();
        database.queryForList("""
                        SELECT f.headers::text FROM workbook_files f JOIN workbooks w ON w.id = f.workbook_id
                        WHERE w.campaign_id = (SELECT id FROM campaigns WHERE slug = ?)""", String.class, slug)
                .forEach(file -> Imports.json(file)
                        .forEach(header -> headers.add(header.asText().strip())));
        return headers;
    }

    /** How the files of an upload were read, one by one. */
    ArrayNode files(String job) {
        return (ArrayNode) Imports.json(Objects.requireNonNull(database.queryForObject("""
                        SELECT coalesce(json_agg(f ORDER BY f.number), '[]')::text
                        FROM (SELECT f.number, f.name, f.charset, f.delimiter, f.headers, f.platform, f.rows
                              FROM workbook_files f JOIN csv_uploads u ON u.workbook_id = f.workbook_id
                              WHERE u.id = ?::uuid) f""", String.class, job)));
    }
}
