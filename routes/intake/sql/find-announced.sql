-- The merchant with this slug, if there is one, and whether the announced object was imported before, or refused for what it is; what could not be read may be readable now.
SELECT m.id::text AS merchant,
    EXISTS (SELECT FROM workbooks w
            WHERE w.bucket = :?bucket AND w.object_key = :?key AND w.status = 'RECEIVED' AND w.refusal IS NULL
              AND CASE WHEN :?version::text IS NULL THEN w.etag = :?etag::text ELSE w.version_id = :?version::text END)
    OR EXISTS (SELECT FROM workbooks w
            WHERE w.bucket = :?bucket AND w.object_key = :?key AND w.refusal IS NOT NULL
              AND w.refusal NOT IN ('OBJECT_NOT_FOUND', 'OBJECT_FORBIDDEN')
              AND CASE WHEN :?version::text IS NULL THEN w.etag = :?etag::text ELSE w.version_id = :?version::text END) AS known
FROM merchants m
WHERE m.slug = :?merchant
