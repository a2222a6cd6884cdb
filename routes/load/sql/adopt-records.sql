-- Gives the records that a weaker key found the better key of their row, and keeps what they were called.
WITH backer_input AS MATERIALIZED (
    SELECT i.number, i.external_id
    FROM unnest(:?adoptNumbers::text[], :?adoptBackers::text[]) AS i (number, external_id)
), pledge_input AS MATERIALIZED (
    SELECT i.number, i.external_id
    FROM unnest(:?adoptNumbers::text[], :?adoptPledges::text[]) AS i (number, external_id)
    WHERE i.external_id IS NOT NULL
), weak_backers AS MATERIALIZED (
    SELECT DISTINCT ON (w.id) w.id, i.external_id
    FROM backer_input i
    CROSS JOIN LATERAL (
        SELECT r.id FROM backers r
        WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.number AND r.key_rank > 0
        LIMIT 1) w
    WHERE NOT EXISTS (
        SELECT FROM backers r
        WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.external_id)
), weak_pledges AS MATERIALIZED (
    SELECT DISTINCT ON (w.id) w.id, i.external_id
    FROM pledge_input i
    CROSS JOIN LATERAL (
        SELECT r.id FROM pledges r
        WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.number AND r.key_rank > 0
        LIMIT 1) w
    WHERE NOT EXISTS (
        SELECT FROM pledges r
        WHERE r.campaign_id = :?campaign::uuid AND r.platform = :?platform AND r.external_id = i.external_id)
), adopted_backers AS (
    UPDATE backers b SET external_id = w.external_id, key_rank = 0
    FROM weak_backers w
    WHERE b.id = w.id AND b.key_rank > 0
    RETURNING b.id, to_jsonb(old) AS before
), adopted_pledges AS (
    UPDATE pledges p SET external_id = w.external_id, key_rank = 0
    FROM weak_pledges w
    WHERE p.id = w.id AND p.key_rank > 0
    RETURNING p.id, to_jsonb(old) AS before
)
INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
SELECT :?upload::uuid, :?chunk::integer, 'backers', id, before FROM adopted_backers
UNION ALL
SELECT :?upload::uuid, :?chunk::integer, 'pledges', id, before FROM adopted_pledges
