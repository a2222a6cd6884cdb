-- The uploads that have nothing left to do, have judged all their rows or were stopped, and were not ended yet.
SELECT u.id::text AS upload
FROM csv_uploads u
WHERE u.status IN ('PENDING', 'PROCESSING')
  AND (u.stop IS NOT NULL OR (u.status = 'PROCESSING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL)
    AND NOT EXISTS (SELECT FROM csv_upload_chunks c
                    WHERE c.upload_id = u.id AND (c.validated_at IS NULL) = (u.validated_at IS NULL)
                      AND c.status IN ('PENDING', 'PROCESSING'))))
LIMIT 100
