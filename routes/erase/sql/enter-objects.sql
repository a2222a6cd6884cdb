-- Goes on to the files, once all uploads were searched as far as they can be now, unless that has told of more backers or keys of the person; previews of those that still wait or run are emptied.
WITH hidden AS (
    UPDATE analyses a SET preview = '{}'
    FROM csv_uploads u
    JOIN jobs i ON i.id = u.id
    WHERE u.merchant_id = :?merchant::uuid AND i.finished_at IS NULL AND a.workbook_id = u.workbook_id AND a.preview IS NOT NULL
), told AS (
    UPDATE jobs SET percent = 95 WHERE id = :?job::uuid
)
UPDATE erasures e SET step = CASE
    WHEN EXISTS (SELECT FROM backers b WHERE b.id = ANY (e.backers)) THEN 'PEOPLE'
    -- An undo may have brought somebody back before the former values were gone.
    WHEN EXISTS (SELECT FROM campaigns c JOIN backers b ON b.campaign_id = c.id
                 WHERE c.merchant_id = e.merchant_id AND lower(btrim(b.email)) = lower(e.email)) THEN 'PEOPLE'
    WHEN :?again::boolean THEN 'CHUNKS'
    ELSE 'OBJECTS' END
FROM jobs j
WHERE e.id = :?job::uuid AND j.id = e.id AND j.status = 'PROCESSING' AND j.attempts = :?attempt
RETURNING e.step
