-- Completes an erasure once no file is left that nobody needs; says how many files went, and in how many running imports the person is still skipped.
UPDATE jobs j SET status = 'COMPLETED', phase = 'DONE', finished_at = clock_timestamp(), lease_until = NULL,
    results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
        'objects', (SELECT count(*) FROM workbooks w
                    WHERE w.merchant_id = j.merchant_id AND w.object_doomed AND w.object_removed_at >= j.started_at),
        'importsRunning', (SELECT count(*) FROM csv_uploads u JOIN jobs i ON i.id = u.id
                           WHERE u.merchant_id = j.merchant_id AND i.finished_at IS NULL))))
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
  AND NOT EXISTS (SELECT FROM workbooks w
                  WHERE w.merchant_id = j.merchant_id AND w.object_doomed AND w.object_removed_at IS NULL AND w.object_expired_at IS NOT NULL)
RETURNING j.id
