-- Keeps more hashes of people who are erased: keys that their rows were found to have.
INSERT INTO erased_people (merchant_id, hash)
SELECT :?merchant::uuid, h.hash FROM (SELECT DISTINCT u.hash FROM unnest(:?hashes::bytea[]) AS u (hash) ORDER BY u.hash) AS h
ON CONFLICT (merchant_id, hash) DO NOTHING
