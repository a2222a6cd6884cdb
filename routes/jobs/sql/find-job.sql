-- Whether a merchant has this job, how it stands, and what was uploaded.
SELECT j.status::text AS status, w.filename
FROM jobs j
JOIN workbooks w ON w.id = j.target
WHERE j.id = :?job::uuid AND j.merchant_id = :?merchant::uuid
