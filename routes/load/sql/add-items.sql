-- Adds the items of a chunk's rows to those that this upload, or one that it corrects or that corrects it, has given known pledges before; what others gave them gives way.
WITH written AS (
    INSERT INTO pledge_items AS p (pledge_id, product_id, quantity, created_by_upload, changed_by_upload, source_file, source_row)
    SELECT pledge_id, product_id, quantity, :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM unnest(:?itemPledges::uuid[], :?itemProducts::uuid[], :?itemQuantities::integer[], :?itemRows::bigint[])
        AS i (pledge_id, product_id, quantity, row)
    ON CONFLICT (pledge_id, product_id) DO UPDATE SET
        quantity = EXCLUDED.quantity + CASE WHEN p.changed_by_upload = ANY (:?family::uuid[]) THEN p.quantity ELSE 0 END,
        -- Also where the quantity stays: what this mark is missing from is removed when the upload ends.
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
    RETURNING new.pledge_id, new.product_id, new.quantity, old.quantity AS former_quantity, old.created_by_upload AS creator,
        CASE WHEN old.changed_by_upload <> :?upload::uuid THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'pledge_items', pledge_id, before FROM written WHERE before IS NOT NULL
), compared AS (
    SELECT w.creator, w.before, w.quantity <> w.former_quantity AS changed, w.former_quantity <> b.quantity AS was, w.quantity <> b.quantity AS now
    FROM written w
    -- What the item was before this upload came, which an earlier chunk has kept.
    LEFT JOIN LATERAL (
        SELECT (r.before ->> 'quantity')::integer AS quantity
        FROM record_changes r
        WHERE w.before IS NULL AND w.creator <> :?upload::uuid
          AND r.upload_id = :?upload::uuid AND r.table_name = 'pledge_items' AND r.record_id = w.pledge_id
          AND r.before ->> 'product_id' = w.product_id::text
        ORDER BY r.id
        LIMIT 1) b ON TRUE
)
SELECT count(*) FILTER (WHERE creator IS NULL)::integer AS inserted,
    -- One that an earlier chunk counted as updated may be as it was again.
    (count(*) FILTER (WHERE CASE WHEN before IS NULL THEN now ELSE changed END) - count(*) FILTER (WHERE was))::integer AS updated,
    count(before)::integer AS known
FROM compared
