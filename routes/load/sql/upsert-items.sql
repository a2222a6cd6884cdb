-- Makes the items of each known pledge what its row says: inserts, updates, and removes those that it no longer has.
WITH input AS MATERIALIZED (
    SELECT i.pledge_id, i.product_id, i.quantity, i.row, i.counted, k.quantity AS known_quantity
    FROM unnest(:?itemPledges::uuid[], :?itemProducts::uuid[], :?itemQuantities::integer[], :?itemRows::bigint[], :?itemCounted::boolean[])
        AS i (pledge_id, product_id, quantity, row, counted)
    LEFT JOIN pledge_items k ON k.pledge_id = i.pledge_id AND k.product_id = i.product_id
), gone AS (
    DELETE FROM pledge_items p
    USING unnest(:?latestPledges::uuid[]) AS l (pledge_id)
    WHERE p.pledge_id = l.pledge_id
      AND NOT EXISTS (SELECT FROM input i WHERE i.pledge_id = p.pledge_id AND i.product_id = p.product_id)
    RETURNING p.pledge_id, to_jsonb(p) AS before
), written AS (
    INSERT INTO pledge_items AS p (pledge_id, product_id, quantity, created_by_upload, changed_by_upload, source_file, source_row)
    SELECT pledge_id, product_id, quantity, :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM input
    WHERE known_quantity IS DISTINCT FROM quantity
    ON CONFLICT (pledge_id, product_id) DO UPDATE SET quantity = EXCLUDED.quantity,
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
        WHERE (p.changed_by_upload, p.source_file, p.source_row) < (EXCLUDED.changed_by_upload, EXCLUDED.source_file, EXCLUDED.source_row)
    RETURNING new.pledge_id, old.changed_by_upload AS former_upload, CASE WHEN old.pledge_id IS NOT NULL THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'pledge_items', c.pledge_id, c.before
    FROM (SELECT pledge_id, before FROM written WHERE before IS NOT NULL UNION ALL SELECT pledge_id, before FROM gone) AS c
)
SELECT (SELECT count(*) FROM written WHERE before IS NULL)::integer
        -- An earlier row of this upload had inserted them.
        - (SELECT count(*) FROM gone WHERE (before ->> 'created_by_upload')::uuid = :?upload::uuid)::integer AS inserted,
    (SELECT count(*) FROM written WHERE before IS NOT NULL AND former_upload <> :?upload::uuid)::integer AS updated,
    (SELECT count(*) FROM input WHERE known_quantity IS NOT NULL AND NOT counted)::integer AS known
