-- Goes on to the files, once all uploads were searched as far as they can be now; previews of those that still wait or run are emptied.
WITH hidden AS (
    UPDATE analyses a SET preview = '{}'
    FROM csv_uploads u
    JOIN jobs i ON i.id = u.id
    WHERE u.merchant_id = :?merchant::uuid AND i.finished_at IS NULL AND a.workbook_id = u.workbook_id AND a.preview IS NOT NULL
), told AS (
    UPDATE jobs SET percent = 95 WHERE id = :?job::uuid
)
UPDATE erasures e SET step = 'OBJECTS'
FROM jobs j
WHERE e.id = :?job::uuid AND j.id = e.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING e.step
