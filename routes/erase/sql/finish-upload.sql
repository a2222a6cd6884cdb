-- Notes that an ended upload was searched to its end; where rows were blanked or redacted, or not all could be searched, nothing else of its file may stay.
WITH searched AS MATERIALIZED (
    SELECT u.id, u.workbook_id, u.merchant_id, u.split_closed_at IS NULL OR u.partial
        OR EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = u.id AND (c.rows_blanked > 0 OR c.cells_redacted OR c.data IS NULL)) AS doomed
    FROM csv_uploads u
    JOIN jobs j ON j.id = u.id
    WHERE u.id = :?upload::uuid AND j.finished_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM csv_upload_chunks c
                      WHERE c.upload_id = u.id AND c.erasures < :?erasures::bigint AND num_nonnulls(c.data, c.errors) > 0)
), noted AS (
    UPDATE csv_uploads u SET erasures = :?erasures::bigint, searching_until = NULL FROM searched s WHERE u.id = s.id
), doomed AS (
    UPDATE workbooks w SET object_doomed = TRUE FROM searched s WHERE s.doomed AND w.id = s.workbook_id
), forgotten AS (
    -- Also what was asked while we searched.
    DELETE FROM ai_answers a USING searched s
    WHERE s.doomed AND a.merchant_id = s.merchant_id AND EXISTS (SELECT FROM ai_calls k WHERE k.job_id = s.id)
)
UPDATE analyses a SET preview = '{}' FROM searched s WHERE s.doomed AND a.workbook_id = s.workbook_id AND a.preview IS NOT NULL
