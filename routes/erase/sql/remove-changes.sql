-- Looks through a page of former values: removes those of a person, takes the e-mail address out of those of others, and says where the page ended.
WITH upload AS MATERIALIZED (
    SELECT u.id
    FROM csv_uploads u
    WHERE u.merchant_id = :?merchant::uuid AND u.id >= :?within::uuid
      AND EXISTS (SELECT FROM record_changes r
                  WHERE r.upload_id = u.id
                    AND (r.upload_id, r.table_name, r.record_id) > (:?within::uuid, :?kind::text, :?key::uuid))
    ORDER BY u.id
    LIMIT 1
), page AS MATERIALIZED (
    SELECT r.id, r.upload_id, r.table_name, r.record_id
    FROM record_changes r
    WHERE r.upload_id = (SELECT u.id FROM upload u)
      AND (r.upload_id, r.table_name, r.record_id) > (:?within::uuid, :?kind::text, :?key::uuid)
    ORDER BY r.table_name, r.record_id
    -- A record may have several.
    FETCH FIRST :?page ROWS WITH TIES
), last AS (
    SELECT p.upload_id, p.table_name, p.record_id FROM page p ORDER BY p.table_name DESC, p.record_id DESC LIMIT 1
), people AS MATERIALIZED (
    SELECT b.id FROM erasures e, unnest(e.backers) AS b (id) WHERE e.id = :?job::uuid
), found AS MATERIALIZED (
    SELECT r.id, f.own
    FROM page p
    JOIN record_changes r ON r.id = p.id
    CROSS JOIN LATERAL (SELECT r.record_id IN (SELECT o.id FROM people o)
        OR (r.table_name = 'pledges' AND (r.before ->> 'backer_id')::uuid IN (SELECT o.id FROM people o))
        OR coalesce(r.table_name = 'backers' AND lower(btrim(r.before ->> 'email')) = lower(:?email), FALSE) AS own) AS f
    WHERE f.own OR (position(lower(:?email) IN lower(r.before::text)) > 0 AND r.before::text ~* :?mention)
), removed AS (
    DELETE FROM record_changes r USING found f WHERE r.id = f.id AND f.own
    RETURNING r.id
), redacted AS (
    UPDATE record_changes r SET before = regexp_replace(r.before::text, :?mention, '', 'gi')::jsonb
    FROM found f
    WHERE r.id = f.id AND NOT f.own
    RETURNING r.id
)
UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
    'formerValues', (SELECT count(*) FROM removed), 'mentions', (SELECT count(*) FROM redacted))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING (SELECT l.upload_id::text FROM last l) AS within, (SELECT l.table_name FROM last l) AS kind,
    (SELECT l.record_id::text FROM last l) AS key
