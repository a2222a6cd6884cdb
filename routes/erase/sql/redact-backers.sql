-- Takes the e-mail address of a person out of a page of other backers: out of their answers and addresses; says where the page ended.
WITH campaign AS MATERIALIZED (
    SELECT c.id
    FROM campaigns c
    WHERE c.merchant_id = :?merchant::uuid AND c.id >= :?within::uuid
      AND EXISTS (SELECT FROM backers r
                  WHERE r.campaign_id = c.id
                    AND (r.campaign_id, r.platform, r.external_id) > (:?within::uuid, :?kind::text, :?key::text))
    ORDER BY c.id
    LIMIT 1
), page AS MATERIALIZED (
    SELECT r.id, r.campaign_id, r.platform, r.external_id
    FROM backers r
    WHERE r.campaign_id = (SELECT c.id FROM campaign c)
      AND (r.campaign_id, r.platform, r.external_id) > (:?within::uuid, :?kind::text, :?key::text)
    ORDER BY r.platform, r.external_id
    LIMIT :?page
), last AS (
    SELECT p.campaign_id, p.platform, p.external_id FROM page p ORDER BY p.platform DESC, p.external_id DESC LIMIT 1
), answers AS (
    UPDATE surveys s SET answers = regexp_replace(s.answers::text, :?mention, '', 'gi')::jsonb
    FROM page p
    WHERE s.backer_id = p.id AND position(lower(:?email) IN lower(s.answers::text)) > 0 AND s.answers::text ~* :?mention
    RETURNING s.backer_id
), addresses AS (
    UPDATE backers b SET address = regexp_replace(b.address::text, :?mention, '', 'gi')::jsonb
    FROM page p
    WHERE b.id = p.id AND position(lower(:?email) IN lower(b.address::text)) > 0 AND b.address::text ~* :?mention
    RETURNING b.id
)
UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
    'mentions', (SELECT count(*) FROM answers) + (SELECT count(*) FROM addresses))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING (SELECT l.campaign_id::text FROM last l) AS within, (SELECT l.platform FROM last l) AS kind,
    (SELECT l.external_id FROM last l) AS key
