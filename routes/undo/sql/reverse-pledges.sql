-- Removes the pledges that an upload created and gives those that it changed their former values back, and reports each; keeps those that changed since or still have items.
WITH changes AS MATERIALIZED (
    -- Each record as it was before the upload came to it, and whether another upload has come since.
    SELECT c.record_id, (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.upload_id = :?upload::uuid))[1] AS before,
        coalesce(max(c.id) FILTER (WHERE c.upload_id <> :?upload::uuid) > min(c.id) FILTER (WHERE c.upload_id = :?upload::uuid), FALSE)
            OR bool_or(c.upload_id <> :?upload::uuid AND c.before ->> 'created_by_upload' = :?upload) AS overtaken
    FROM record_changes c
    WHERE c.record_id = ANY (:?ids::uuid[]) AND c.table_name = 'pledges'
    GROUP BY c.record_id
), judged AS MATERIALIZED (
    SELECT r.id AS id, c.before,
        CASE
            WHEN c.overtaken OR r.changed_by_upload NOT IN (:?upload::uuid, coalesce((c.before ->> 'changed_by_upload')::uuid, :?upload::uuid))
                THEN 'CHANGED_SINCE'
            WHEN r.created_by_upload = :?upload::uuid
                -- What is refused has kept the items that would have gone with it.
                AND (SELECT TRUE FROM pledge_items i
                     WHERE i.pledge_id = r.id AND (:?refused::text IS NULL OR i.created_by_upload <> :?upload::uuid) LIMIT 1)
                THEN 'HAS_CHILDREN'
            WHEN r.created_by_upload = :?upload::uuid THEN 'REMOVED'
            WHEN coalesce(c.before ->> 'changed_by_upload', :?upload) = :?upload THEN 'FORMER_VALUES_GONE'
            ELSE 'RESTORED'
        END AS reason
    -- LIMIT keeps the planner from hashing whole tables for it.
    FROM pledges r
    LEFT JOIN changes c ON c.record_id = r.id
    WHERE r.id = ANY (:?ids::uuid[])
      AND (:?upload::uuid IN (r.created_by_upload, r.changed_by_upload) OR c.before IS NOT NULL)
), reported AS (
    INSERT INTO undo_records (undo_id, table_name, record_id, outcome, reason)
    SELECT :?undo::uuid, 'pledges', id,
        CASE WHEN reason IN ('CHANGED_SINCE', 'HAS_CHILDREN') THEN 'KEPT'
             WHEN reason = 'FORMER_VALUES_GONE' OR :?refused::text IS NOT NULL THEN 'FAILED' ELSE 'REVERSED' END,
        CASE WHEN reason IN ('REMOVED', 'RESTORED') THEN coalesce(:?refused::text, reason) ELSE reason END
    FROM judged
    RETURNING outcome
), removed AS (
    DELETE FROM pledges r USING judged j
    WHERE r.id = j.id AND j.reason = 'REMOVED' AND :?refused::text IS NULL
    RETURNING r.id
), restored AS (
    UPDATE pledges r
    SET platform = f.platform, external_id = f.external_id, key_rank = f.key_rank, backer_id = f.backer_id,
        amount = f.amount, currency = f.currency, status = f.status, pledged_at = f.pledged_at, details = f.details,
        created_by_upload = f.created_by_upload, changed_by_upload = f.changed_by_upload, source_file = f.source_file,
        source_row = f.source_row
    FROM judged j
    CROSS JOIN LATERAL jsonb_populate_record(NULL::pledges, j.before) f
    WHERE r.id = j.id AND j.reason = 'RESTORED' AND :?refused::text IS NULL
      -- After the others are gone: one may have the key that another gets back.
      AND (SELECT count(*) FROM removed) >= 0
), forgotten AS (
    DELETE FROM record_changes c USING judged j
    WHERE c.record_id = ANY (:?ids::uuid[]) AND c.record_id = j.id AND :?refused::text IS NULL
      AND (j.reason = 'REMOVED' OR (j.reason = 'RESTORED' AND c.table_name = 'pledges' AND c.upload_id = :?upload::uuid))
), unseen AS (
    DELETE FROM sightings s USING removed r WHERE s.record_id = r.id
)
SELECT 'pledges' AS table, outcome, count(*) AS records FROM reported GROUP BY outcome
