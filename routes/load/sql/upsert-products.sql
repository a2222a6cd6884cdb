-- Inserts the new products of a chunk, updates those that changed, keeps their former values, and returns what it wrote.
WITH input AS MATERIALIZED (
    SELECT i.external_id, i.row, k.id AS known_id, k.name AS known_name, k.sku AS known_sku, k.price AS known_price,
        i.name, coalesce(i.sku, k.sku) AS sku, coalesce(i.price, k.price) AS price
    FROM unnest(:?writeProductKeys::text[], :?writeProductNames::text[], :?writeProductSkus::text[], :?writeProductPrices::numeric[],
                :?writeProductRows::bigint[], :?writeProductIds::uuid[])
        AS i (external_id, name, sku, price, row, known_id)
    LEFT JOIN products k ON k.id = i.known_id
), written AS (
    INSERT INTO products AS p (campaign_id, platform, external_id, name, sku, price,
        created_by_upload, changed_by_upload, source_file, source_row)
    SELECT :?campaign::uuid, :?platform, external_id, name, sku, price, :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM input
    WHERE known_id IS NULL OR (name, sku, price) IS DISTINCT FROM (known_name, known_sku, known_price)
    ORDER BY external_id
    ON CONFLICT ON CONSTRAINT products_key DO UPDATE SET
        name = EXCLUDED.name, sku = EXCLUDED.sku, price = EXCLUDED.price,
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
        WHERE (p.changed_by_upload, p.source_file, p.source_row) < (EXCLUDED.changed_by_upload, EXCLUDED.source_file, EXCLUDED.source_row)
          AND (p.name, p.sku, p.price) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.sku, EXCLUDED.price)
    RETURNING new.id, new.external_id, CASE WHEN old.id IS NOT NULL THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'products', id, before FROM written WHERE before IS NOT NULL
)
SELECT external_id, id::text AS id FROM written
