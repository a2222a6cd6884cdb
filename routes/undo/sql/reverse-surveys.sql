-- Removes the answers that an upload created for these backers and gives those that it changed their former values back, and reports each; keeps those that changed since, or whose backer stays and was named since.
WITH changes AS MATERIALIZED (
    -- Each record as it was before the upload came to it, and whether another upload has come since.
    SELECT c.record_id, (array_agg(c.before ORDER BY c.id) FILTER (WHERE c.upload_id = :?upload::uuid))[1] AS before,
        coalesce(max(c.id) FILTER (WHERE c.upload_id <> :?upload::uuid) > min(c.id) FILTER (WHERE c.upload_id = :?upload::uuid), FALSE)
            OR bool_or(c.upload_id <> :?upload::uuid AND c.before ->> 'created_by_upload' = :?upload) AS overtaken
    FROM record_changes c
    WHERE c.record_id = ANY (:?ids::uuid[]) AND c.table_name = 'surveys'
    GROUP BY c.record_id
), judged AS MATERIALIZED (
    SELECT r.backer_id AS id, c.before,
        CASE
            WHEN c.overtaken OR r.changed_by_upload NOT IN (:?upload::uuid, coalesce((c.before ->> 'changed_by_upload')::uuid, :?upload::uuid))
                THEN 'CHANGED_SINCE'
            WHEN r.created_by_upload <> :?upload::uuid AND coalesce(c.before ->> 'changed_by_upload', :?upload) = :?upload
                THEN 'FORMER_VALUES_GONE'
            -- What another upload says of the backer since, it says with these answers.
            WHEN b.named AND b.stays THEN 'NAMED_SINCE'
            WHEN r.created_by_upload = :?upload::uuid THEN 'REMOVED'
            ELSE 'RESTORED'
        END AS reason
    FROM surveys r
    LEFT JOIN changes c ON c.record_id = r.backer_id
    -- LIMIT keeps the planner from hashing whole tables for it.
    LEFT JOIN LATERAL (
        SELECT greatest(k.changed_by_upload, s.upload_id) > :?upload::uuid AS named,
            k.created_by_upload <> :?upload::uuid OR k.changed_by_upload <> :?upload::uuid
                OR EXISTS (SELECT FROM pledges p WHERE p.backer_id = k.id)
                OR EXISTS (SELECT FROM record_changes o
                           WHERE o.record_id = k.id AND o.table_name = 'backers' AND o.upload_id <> :?upload::uuid
                             AND o.before ->> 'created_by_upload' = :?upload) AS stays
        FROM backers k
        LEFT JOIN sightings s ON s.record_id = k.id
        WHERE k.id = r.backer_id
        LIMIT 1) b ON TRUE
    WHERE r.backer_id = ANY (:?ids::uuid[])
      AND (:?upload::uuid IN (r.created_by_upload, r.changed_by_upload) OR c.before IS NOT NULL)
), reported AS (
    INSERT INTO undo_records (undo_id, table_name, record_id, outcome, reason)
    SELECT :?undo::uuid, 'surveys', id,
        CASE WHEN reason IN ('CHANGED_SINCE', 'NAMED_SINCE') THEN 'KEPT'
             WHEN reason = 'FORMER_VALUES_GONE' OR :?refused::text IS NOT NULL THEN 'FAILED' ELSE 'REVERSED' END,
        CASE WHEN reason IN ('REMOVED', 'RESTORED') THEN coalesce(:?refused::text, reason) ELSE reason END
    FROM judged
    RETURNING outcome
), removed AS (
    DELETE FROM surveys r USING judged j
    WHERE r.backer_id = j.id AND j.reason = 'REMOVED' AND :?refused::text IS NULL
    RETURNING r.backer_id
), restored AS (
    UPDATE surveys r
    SET answered_at = f.answered_at, answers = f.answers, created_by_upload = f.created_by_upload,
        changed_by_upload = f.changed_by_upload, source_file = f.source_file, source_row = f.source_row
    FROM judged j
    CROSS JOIN LATERAL jsonb_populate_record(NULL::surveys, j.before) f
    WHERE r.backer_id = j.id AND j.reason = 'RESTORED' AND :?refused::text IS NULL
      -- After the others are gone: one may have the key that another gets back.
      AND (SELECT count(*) FROM removed) >= 0
), forgotten AS (
    DELETE FROM record_changes c USING judged j
    WHERE c.record_id = ANY (:?ids::uuid[]) AND c.record_id = j.id AND :?refused::text IS NULL
      AND ((j.reason IN ('REMOVED', 'RESTORED') AND c.table_name = 'surveys' AND c.upload_id = :?upload::uuid))
)
SELECT 'surveys' AS table, outcome, count(*) AS records FROM reported GROUP BY outcome
