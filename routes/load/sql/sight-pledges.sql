-- Locks the pledges of this chunk that are known already, notes who spoke of each last, and says for which our row is the latest word.
WITH known AS MATERIALIZED (
    SELECT r.*, i.row
    FROM unnest(:?knownPledgeKeys::text[], :?knownPledgeRows::bigint[]) AS i (external_id, row)
    -- LIMIT keeps the planner from reading the whole campaign to join it.
    CROSS JOIN LATERAL (
        SELECT r.id, r.external_id, r.created_by_upload, r.changed_by_upload, r.source_file, r.source_row
        FROM pledges r
        WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.external_id
        LIMIT 1) r
), sighted AS (
    INSERT INTO sightings AS s (record_id, upload_id, file, row)
    SELECT id, :?upload::uuid, :?file::smallint, row FROM known ORDER BY external_id
    ON CONFLICT (record_id) DO UPDATE SET
        upload_id = CASE WHEN (s.upload_id, s.file, s.row) < (EXCLUDED.upload_id, EXCLUDED.file, EXCLUDED.row) THEN EXCLUDED.upload_id ELSE s.upload_id END,
        file = CASE WHEN (s.upload_id, s.file, s.row) < (EXCLUDED.upload_id, EXCLUDED.file, EXCLUDED.row) THEN EXCLUDED.file ELSE s.file END,
        row = CASE WHEN (s.upload_id, s.file, s.row) < (EXCLUDED.upload_id, EXCLUDED.file, EXCLUDED.row) THEN EXCLUDED.row ELSE s.row END
    RETURNING new.record_id, new.upload_id, new.file, new.row, old.upload_id AS former_upload
)
SELECT k.external_id, k.id::text AS id,
    (s.upload_id, s.file, s.row) = (:?upload::uuid, :?file::smallint, k.row)
        AND (k.changed_by_upload, k.source_file, k.source_row) <= (:?upload::uuid, :?file::smallint, k.row) AS latest,
    -- A correction of this upload is younger, but its rows are rows of the same file.
    s.upload_id = ANY (:?family::uuid[])
        AND (k.changed_by_upload <= :?upload::uuid OR k.changed_by_upload = ANY (:?family::uuid[])) AS youngest,
    k.created_by_upload = ANY (:?family::uuid[]) AS own,
    (:?upload::uuid IN (k.created_by_upload, k.changed_by_upload) OR s.former_upload IS NOT DISTINCT FROM :?upload::uuid) AS counted
FROM sighted s
JOIN known k ON k.id = s.record_id
