-- Takes the e-mail address of a person out of a page of pledges: out of what platforms have noted of them; says where the page ended.
WITH campaign AS MATERIALIZED (
    SELECT c.id
    FROM campaigns c
    WHERE c.merchant_id = :?merchant::uuid AND c.id >= :?within::uuid
      AND EXISTS (SELECT FROM pledges r
                  WHERE r.campaign_id = c.id
                    AND (r.campaign_id, r.platform, r.external_id) > (:?within::uuid, :?kind::text, :?key::text))
    ORDER BY c.id
    LIMIT 1
), page AS MATERIALIZED (
    SELECT r.id, r.campaign_id, r.platform, r.external_id
    FROM pledges r
    WHERE r.campaign_id = (SELECT c.id FROM campaign c)
      AND (r.campaign_id, r.platform, r.external_id) > (:?within::uuid, :?kind::text, :?key::text)
    ORDER BY r.platform, r.external_id
    LIMIT :?page
), last AS (
    SELECT p.campaign_id, p.platform, p.external_id FROM page p ORDER BY p.platform DESC, p.external_id DESC LIMIT 1
), details AS (
    UPDATE pledges g SET details = regexp_replace(g.details::text, :?mention, '', 'gi')::jsonb
    FROM page p
    WHERE g.id = p.id AND position(lower(:?email) IN lower(g.details::text)) > 0 AND g.details::text ~* :?mention
    RETURNING g.id
)
UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
    'mentions', (SELECT count(*) FROM details))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING (SELECT l.campaign_id::text FROM last l) AS within, (SELECT l.platform FROM last l) AS kind,
    (SELECT l.external_id FROM last l) AS key
