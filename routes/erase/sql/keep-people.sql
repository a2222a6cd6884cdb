-- Keeps the hashes of a person, so that whatever is loaded from now on looks for them, and enters the next step.
WITH kept AS (
    INSERT INTO erased_people (merchant_id, hash)
    SELECT :?merchant::uuid, h.hash FROM unnest(:?hashes::bytea[]) AS h (hash)
    ON CONFLICT (merchant_id, hash) DO NOTHING
    RETURNING hash
), told AS (
    UPDATE merchants SET erasure_key = coalesce(erasure_key, :?key::bytea),
        -- Who is asked for again is known already: then nobody has to look again.
        erasures = erasures + CASE WHEN EXISTS (SELECT FROM kept) THEN 1 ELSE 0 END
    WHERE id = :?merchant::uuid
), begun AS (
    UPDATE jobs SET percent = greatest(percent, 5), results = coalesce(results, jsonb_build_object('erased', jsonb_build_object('backers', 0, 'pledges', 0,
        'pledgeItems', 0, 'surveys', 0, 'formerValues', 0, 'mentions', 0, 'chunks', 0, 'rows', 0, 'objects', 0)))
    WHERE id = :?job::uuid
)
UPDATE erasures SET step = 'RECORDS', horizon = NULL,
    backers = ARRAY(SELECT DISTINCT b.id FROM unnest(backers || :?backers::uuid[]) AS b (id))
WHERE id = :?job::uuid
RETURNING step
