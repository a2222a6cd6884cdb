-- Takes the e-mail address of a person out of what others have answered and what platforms have noted of them.
WITH ours AS MATERIALIZED (
    SELECT id FROM campaigns WHERE merchant_id = :?merchant::uuid
), details AS (
    UPDATE pledges p SET details = regexp_replace(p.details::text, '***=' || :?email, '', 'gi')::jsonb
    FROM ours o
    WHERE p.campaign_id = o.id AND position(lower(:?email) IN lower(p.details::text)) > 0
    RETURNING p.id
), answers AS (
    UPDATE surveys s SET answers = regexp_replace(s.answers::text, '***=' || :?email, '', 'gi')::jsonb
    FROM ours o
    JOIN backers b ON b.campaign_id = o.id
    WHERE s.backer_id = b.id AND position(lower(:?email) IN lower(s.answers::text)) > 0
    RETURNING s.backer_id
), addresses AS (
    UPDATE backers b SET address = regexp_replace(b.address::text, '***=' || :?email, '', 'gi')::jsonb
    FROM ours o
    WHERE b.campaign_id = o.id AND position(lower(:?email) IN lower(b.address::text)) > 0
    RETURNING b.id
)
UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
    'mentions', (SELECT count(*) FROM details) + (SELECT count(*) FROM answers) + (SELECT count(*) FROM addresses))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING j.id
