-- Makes the erasure of a person, its job with it; the open one if there is one.
WITH open AS (
    SELECT e.id
    FROM erasures e
    JOIN jobs j ON j.id = e.id
    WHERE e.merchant_id = :?merchant::uuid AND j.status IN ('PENDING', 'PROCESSING')
      AND (e.email = :?email OR e.backer_id = :?backer::uuid)
    LIMIT 1
), job AS (
    INSERT INTO jobs (merchant_id, kind, phase, target)
    SELECT :?merchant::uuid, 'ERASE', 'STORED', :?merchant::uuid WHERE NOT EXISTS (SELECT FROM open)
    RETURNING id
), made AS (
    INSERT INTO erasures (id, merchant_id, backer_id, email)
    SELECT id, :?merchant::uuid, :?backer::uuid, :?email FROM job
)
SELECT id::text AS job FROM open
UNION ALL
SELECT id::text FROM job
