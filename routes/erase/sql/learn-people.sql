-- Keeps keys that rows of a person were found to have, and the backers with these keys as more of the person; says whether keys are new; no row when the erasure is no longer ours.
WITH known AS MATERIALIZED (
    SELECT h.hash FROM (SELECT DISTINCT u.hash FROM unnest(:?hashes::bytea[]) AS u (hash)) AS h
    WHERE NOT EXISTS (SELECT FROM erased_people p WHERE p.merchant_id = :?merchant::uuid AND p.hash = h.hash)
), told AS (
    UPDATE merchants SET erasures = erasures + 1
    WHERE id = :?merchant::uuid AND EXISTS (SELECT FROM known)
    RETURNING id
), kept AS (
    INSERT INTO erased_people (merchant_id, hash)
    SELECT t.id, k.hash FROM told t, known k ORDER BY k.hash
    ON CONFLICT (merchant_id, hash) DO NOTHING
), found AS (
    SELECT b.id
    FROM unnest(:?platforms::text[], :?keys::text[]) AS k (platform, external_id)
    JOIN backers b ON b.campaign_id = :?campaign::uuid AND b.platform = k.platform AND b.external_id = k.external_id
)
UPDATE erasures e SET backers = ARRAY(
    SELECT DISTINCT b.id FROM (SELECT unnest(e.backers) UNION ALL SELECT f.id FROM found f) AS b (id))
FROM jobs j
WHERE e.id = :?job::uuid AND j.id = e.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING EXISTS (SELECT FROM known) AS wiser
