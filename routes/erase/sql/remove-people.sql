-- Removes the records of a person, their former values and what a model was asked for the merchant, keeps the hashes of backers that came last, and enters the next step.
WITH mine AS MATERIALIZED (
    SELECT p.id FROM pledges p WHERE p.backer_id = ANY (:?backers::uuid[])
), kept AS (
    INSERT INTO erased_people (merchant_id, hash)
    SELECT :?merchant::uuid, h.hash FROM unnest(:?hashes::bytea[]) AS h (hash)
    ON CONFLICT (merchant_id, hash) DO NOTHING
), items AS (
    DELETE FROM pledge_items i USING mine m WHERE i.pledge_id = m.id
    RETURNING i.pledge_id
), answers AS (
    DELETE FROM surveys s WHERE s.backer_id = ANY (:?backers::uuid[])
    RETURNING s.backer_id
), gifts AS (
    DELETE FROM pledges p USING mine m WHERE p.id = m.id
    RETURNING p.id
), people AS (
    DELETE FROM backers b WHERE b.id = ANY (:?backers::uuid[])
    RETURNING b.id
), former AS (
    DELETE FROM record_changes r
    USING (SELECT id FROM mine UNION ALL SELECT unnest(:?backers::uuid[])) AS o (id)
    WHERE r.record_id = o.id
    RETURNING r.id
), sighted AS (
    DELETE FROM sightings s WHERE s.record_id IN (SELECT id FROM mine) OR s.record_id = ANY (:?backers::uuid[])
), answered AS (
    DELETE FROM ai_answers a WHERE a.merchant_id = :?merchant::uuid
), told AS (
    UPDATE jobs j SET percent = 20, results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
        'backers', (SELECT count(*) FROM people), 'pledges', (SELECT count(*) FROM gifts),
        'pledgeItems', (SELECT count(*) FROM items), 'surveys', (SELECT count(*) FROM answers),
        'formerValues', (SELECT count(*) FROM former))))
    WHERE j.id = :?job::uuid
)
UPDATE erasures e SET step = 'CHANGES', backers = ARRAY(SELECT DISTINCT b.id FROM unnest(e.backers || :?backers::uuid[]) AS b (id))
WHERE e.id = :?job::uuid
RETURNING e.step
