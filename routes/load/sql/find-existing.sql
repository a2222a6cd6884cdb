-- Finds which pledges of a chunk another upload has created that neither corrects this one nor is corrected by it, by their keys or by the weaker ones under which they would be adopted.
SELECT i.external_id, coalesce(k.id, w.id)::text AS id
FROM (SELECT DISTINCT external_id, number FROM unnest(:?lookKeys::text[], :?lookNumbers::text[]) AS l (external_id, number)) AS i
-- LIMIT keeps the planner from reading the whole campaign to join it.
LEFT JOIN LATERAL (
    SELECT r.id, r.created_by_upload
    FROM pledges r
    WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.external_id
    LIMIT 1) k ON TRUE
LEFT JOIN LATERAL (
    SELECT r.id, r.created_by_upload
    FROM pledges r
    WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.number AND r.key_rank > 0
    LIMIT 1) w ON k.id IS NULL
WHERE coalesce(k.created_by_upload, w.created_by_upload) <> ALL (:?family::uuid[])
ORDER BY i.external_id
