-- Removes the former values of a person, and takes the e-mail address out of those of others.
WITH theirs AS MATERIALIZED (
    SELECT id FROM unnest(:?backers::uuid[]) AS b (id)
    UNION ALL
    SELECT p.id FROM pledges p WHERE p.backer_id = ANY (:?backers::uuid[])
), found AS MATERIALIZED (
    SELECT r.id, r.record_id IN (SELECT t.id FROM theirs t)
        OR (r.table_name = 'pledges' AND r.before ->> 'backer_id' = ANY (:?backers::text[]))
        OR coalesce(r.table_name = 'backers' AND lower(btrim(r.before ->> 'email')) = lower(:?email), FALSE) AS own
    FROM csv_uploads u
    JOIN record_changes r ON r.upload_id = u.id
    WHERE u.merchant_id = :?merchant::uuid
      AND (r.record_id IN (SELECT t.id FROM theirs t)
        OR (r.table_name = 'pledges' AND r.before ->> 'backer_id' = ANY (:?backers::text[]))
        OR position(lower(:?email) IN lower(r.before::text)) > 0)
), removed AS (
    DELETE FROM record_changes r USING found f WHERE r.id = f.id AND f.own
    RETURNING r.id
), redacted AS (
    UPDATE record_changes r SET before = regexp_replace(r.before::text, '***=' || :?email, '', 'gi')::jsonb
    FROM found f
    WHERE r.id = f.id AND NOT f.own
    RETURNING r.id
)
UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
    'formerValues', (SELECT count(*) FROM removed), 'mentions', (SELECT count(*) FROM redacted))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING j.id
