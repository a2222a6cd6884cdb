-- Notes the plain files that came out of a container, and gives the split back, which goes on with the first; no row when somebody else has it.
WITH kept AS (
    UPDATE csv_uploads u
    SET bytes_total = :?total::bigint, partial = :?partial::boolean, split_attempts = 0, split_lease = NULL, split_queued_at = NULL
    FROM jobs j
    WHERE u.id = :?upload::uuid AND u.split_attempts = :?attempt AND u.bytes_total IS NULL
      AND j.id = u.id AND j.status = 'PROCESSING' AND u.stop IS NULL
    RETURNING u.id, u.workbook_id
), told AS (
    UPDATE jobs j SET phase = 'SPLITTING', warnings = j.warnings || :?warnings::jsonb FROM kept k WHERE j.id = k.id
)
INSERT INTO workbook_files (workbook_id, number, name, object_key, bytes, charset, object_charset)
SELECT k.workbook_id, f.number, f.name, f.key, f.bytes, f.charset, CASE WHEN f.charset IS NOT NULL THEN 'UTF-8' END
FROM kept k, unnest(:?names::text[], :?keys::text[], :?sizes::bigint[], :?charsets::text[])
    WITH ORDINALITY AS f (name, key, bytes, charset, number)
RETURNING number
