-- Removes the items that an upload created for these pledges, restores those that it changed or removed, and reports each; keeps those that changed since, or whose pledge stays and was named since.
WITH changes AS MATERIALIZED (
    -- Each item as it was before the upload came to it, and whether another upload has come since.
    SELECT c.record_id AS pledge_id, (c.before ->> 'product_id')::uuid AS product_id,
        (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.upload_id = :?upload::uuid))[1] AS before,
        coalesce(max(c.id) FILTER (WHERE c.upload_id <> :?upload::uuid) > min(c.id) FILTER (WHERE c.upload_id = :?upload::uuid), FALSE)
            OR bool_or(c.upload_id <> :?upload::uuid AND c.before ->> 'created_by_upload' = :?upload) AS overtaken
    FROM record_changes c
    WHERE c.record_id = ANY (:?ids::uuid[]) AND c.table_name = 'pledge_items'
    GROUP BY 1, 2
), items AS MATERIALIZED (
    SELECT coalesce(i.pledge_id, c.pledge_id) AS pledge_id, coalesce(i.product_id, c.product_id) AS product_id,
        i.pledge_id IS NOT NULL AS is_there, i.created_by_upload, i.changed_by_upload, c.overtaken, c.before,
        (:?upload::uuid IN (i.created_by_upload, i.changed_by_upload) OR c.before IS NOT NULL OR c.overtaken) IS TRUE AS touched,
        -- What the upload itself had put there before it removed or changed it, is nothing to go back to.
        c.before ->> 'created_by_upload' IS NOT DISTINCT FROM :?upload AS was_ours
    FROM (SELECT * FROM pledge_items WHERE pledge_id = ANY (:?ids::uuid[])) i
    FULL JOIN changes c ON c.pledge_id = i.pledge_id AND c.product_id = i.product_id
), alone AS MATERIALIZED (
    -- Each for itself.
    SELECT t.*, p.named, p.stays,
        CASE
            WHEN NOT t.touched THEN 'NOTHING'
            WHEN t.overtaken OR t.changed_by_upload <> :?upload::uuid THEN 'CHANGED_SINCE'
            WHEN t.was_ours OR t.before IS NULL AND t.created_by_upload = :?upload::uuid
                THEN CASE WHEN t.is_there THEN 'REMOVED' ELSE 'NOTHING' END
            WHEN coalesce(t.before ->> 'changed_by_upload', :?upload) = :?upload THEN 'FORMER_VALUES_GONE'
            WHEN t.is_there THEN 'RESTORED'
            -- What another upload says of the pledge since, it says without this item.
            WHEN p.named THEN 'CHANGED_SINCE'
            -- Nobody else pledged it, so it went with the import that had created it.
            WHEN (SELECT g.id FROM products g WHERE g.id = t.product_id LIMIT 1) IS NULL THEN 'PRODUCT_GONE'
            ELSE 'BROUGHT_BACK'
        END AS reason
    FROM items t
    -- LIMIT keeps the planner from hashing whole tables for it.
    LEFT JOIN LATERAL (
        SELECT greatest(r.changed_by_upload, s.upload_id) > :?upload::uuid AS named,
            r.created_by_upload <> :?upload::uuid OR r.changed_by_upload <> :?upload::uuid
                OR EXISTS (SELECT FROM record_changes c
                           WHERE c.record_id = r.id AND c.table_name = 'pledges' AND c.upload_id <> :?upload::uuid
                             AND c.before ->> 'created_by_upload' = :?upload) AS stays
        FROM pledges r
        LEFT JOIN sightings s ON s.record_id = r.id
        WHERE r.id = t.pledge_id
        LIMIT 1) p ON TRUE
), judged AS MATERIALIZED (
    SELECT a.pledge_id, a.product_id, a.before,
        CASE
            -- What another upload says of the pledge since, it says with this item; and a pledge also stays for an item that does.
            WHEN a.reason IN ('REMOVED', 'RESTORED') AND a.named
                AND (a.stays OR bool_or(a.is_there AND a.reason <> 'REMOVED') OVER (PARTITION BY a.pledge_id))
                THEN 'NAMED_SINCE'
            ELSE a.reason
        END AS reason
    FROM alone a
), reported AS (
    INSERT INTO undo_records (undo_id, table_name, record_id, product_id, outcome, reason)
    SELECT :?undo::uuid, 'pledge_items', pledge_id, product_id,
        CASE WHEN reason IN ('CHANGED_SINCE', 'NAMED_SINCE') THEN 'KEPT'
             WHEN reason IN ('FORMER_VALUES_GONE', 'PRODUCT_GONE') OR :?refused::text IS NOT NULL THEN 'FAILED' ELSE 'REVERSED' END,
        CASE WHEN reason IN ('REMOVED', 'RESTORED', 'BROUGHT_BACK') THEN coalesce(:?refused::text, reason) ELSE reason END
    FROM judged
    WHERE reason <> 'NOTHING'
    RETURNING outcome
), removed AS (
    DELETE FROM pledge_items i USING judged j
    WHERE i.pledge_id = j.pledge_id AND i.product_id = j.product_id AND j.reason = 'REMOVED' AND :?refused::text IS NULL
), restored AS (
    INSERT INTO pledge_items (pledge_id, product_id, quantity, created_by_upload, changed_by_upload, source_file, source_row)
    SELECT f.pledge_id, f.product_id, f.quantity, f.created_by_upload, f.changed_by_upload, f.source_file, f.source_row
    FROM judged j
    CROSS JOIN LATERAL jsonb_populate_record(NULL::pledge_items, j.before) f
    WHERE j.reason IN ('RESTORED', 'BROUGHT_BACK') AND :?refused::text IS NULL
    ON CONFLICT (pledge_id, product_id) DO UPDATE SET quantity = EXCLUDED.quantity,
        created_by_upload = EXCLUDED.created_by_upload, changed_by_upload = EXCLUDED.changed_by_upload,
        source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
), forgotten AS (
    DELETE FROM record_changes c USING judged j
    WHERE c.upload_id = :?upload::uuid AND c.table_name = 'pledge_items' AND c.record_id = ANY (:?ids::uuid[]) AND c.record_id = j.pledge_id
      AND (c.before ->> 'product_id')::uuid = j.product_id
      AND j.reason IN ('REMOVED', 'RESTORED', 'BROUGHT_BACK', 'NOTHING') AND :?refused::text IS NULL
)
SELECT 'pledgeItems' AS table, outcome, count(*) AS records FROM reported GROUP BY outcome
