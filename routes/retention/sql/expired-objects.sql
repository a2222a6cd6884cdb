-- The files that nobody may use any more and that are still in the object store; of a merchant those that hold somebody erased.
SELECT w.id::text AS workbook, w.bucket, w.object_key, w.version_id, w.etag, w.announced_by IS NOT NULL AS announced
FROM workbooks w
WHERE w.object_removed_at IS NULL AND w.object_expired_at IS NOT NULL
  AND (:?merchant::uuid IS NULL OR (w.merchant_id = :?merchant::uuid AND w.object_doomed))
ORDER BY coalesce(w.object_tried_at, w.object_expired_at)
LIMIT 1000
