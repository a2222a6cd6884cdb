-- Takes back that an upload has spoken last of these records: the import before it may have spoken of a pledge or backer since that was written.
WITH spoken AS MATERIALIZED (
    SELECT s.record_id, coalesce(p.changed_by_upload, b.changed_by_upload) < :?former::uuid AS by_former
    FROM sightings s
    LEFT JOIN pledges p ON p.id = s.record_id
    LEFT JOIN backers b ON b.id = s.record_id
    WHERE s.record_id = ANY (:?ids::uuid[]) AND s.upload_id = :?upload::uuid
), passed AS (
    UPDATE sightings s SET upload_id = :?former::uuid, file = 0, row = 0
    FROM spoken o
    WHERE s.record_id = o.record_id AND o.by_former
)
DELETE FROM sightings s USING spoken o
WHERE s.record_id = o.record_id AND o.by_former IS NOT TRUE
