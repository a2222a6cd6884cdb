-- The documents of a merchant's jobs, newest first, after the cursor.
SELECT id::text AS id, document
FROM job_documents
WHERE merchant_id = :?merchant::uuid AND id < :?before::uuid
  AND (:?status::text IS NULL OR status = :?status::upload_status)
  AND (:?campaign::text IS NULL OR campaign = :?campaign)
ORDER BY id DESC
LIMIT :?limit::integer
