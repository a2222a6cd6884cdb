-- Lets nobody use the files any more that were kept long enough, or hold somebody erased, and that no job needs.
UPDATE workbooks SET object_expired_at = clock_timestamp()
WHERE id IN (
    SELECT w.id
    FROM workbooks w
    WHERE w.object_removed_at IS NULL AND w.object_expired_at IS NULL AND w.status = 'RECEIVED'
      AND (:?merchant::uuid IS NULL OR (w.merchant_id = :?merchant::uuid AND w.object_doomed))
      AND (w.object_doomed OR w.received_at < clock_timestamp() - :?objects::interval)
      AND NOT EXISTS (
        SELECT FROM csv_uploads u JOIN jobs j ON j.id = u.id
        WHERE u.workbook_id = w.id
          AND (j.finished_at IS NULL OR (NOT w.object_doomed AND j.finished_at >= clock_timestamp() - :?objects::interval)))
      AND NOT EXISTS (SELECT FROM analyses a JOIN jobs j ON j.id = a.id WHERE a.workbook_id = w.id AND j.finished_at IS NULL)
    ORDER BY w.id
    LIMIT 1000
    FOR UPDATE OF w SKIP LOCKED)
