-- Takes the next backers by key of which an upload has spoken last, or which it changed, or whose answers.
SELECT t.id::text AS id, t.platform, t.external_id, t.place
FROM (
    SELECT w.id, w.platform, w.external_id, w.place
    FROM (
        SELECT r.id, r.platform, r.external_id, r.created_by_upload, r.changed_by_upload,
            row_number() OVER (ORDER BY r.platform, r.external_id) AS place
        FROM backers r
        WHERE r.campaign_id = :?campaign::uuid AND (r.platform, r.external_id) > (:?platform::text, :?key::text)
        ORDER BY r.platform, r.external_id
        LIMIT :?window::integer) w
    -- LIMIT keeps the planner from hashing whole tables for it.
    WHERE :?upload::uuid IN (w.created_by_upload, w.changed_by_upload)
       OR (SELECT TRUE FROM sightings s WHERE s.record_id = w.id AND s.upload_id = :?upload::uuid LIMIT 1)
       OR (SELECT TRUE FROM record_changes c
           WHERE c.record_id = w.id AND (c.upload_id = :?upload::uuid OR c.before ->> 'created_by_upload' = :?upload) LIMIT 1)
       OR (SELECT TRUE FROM surveys s
           WHERE s.backer_id = w.id AND :?upload::uuid IN (s.created_by_upload, s.changed_by_upload) LIMIT 1)
    ORDER BY w.platform, w.external_id
    LIMIT :?limit::integer) t
UNION ALL
-- Where the window ends, unless it is the last.
SELECT NULL, e.platform, e.external_id, :?window::bigint
FROM (
    SELECT r.platform, r.external_id FROM backers r
    WHERE r.campaign_id = :?campaign::uuid AND (r.platform, r.external_id) > (:?platform::text, :?key::text)
    ORDER BY r.platform, r.external_id
    OFFSET :?window::integer - 1
    LIMIT 1) e
ORDER BY platform, external_id
