-- Ends an upload that has nothing left to do or was stopped, whose job this transaction holds, so that of two last chunks only one ends it: sets status and figures.
WITH ready AS MATERIALIZED (
    SELECT u.id, u.workbook_id, u.campaign_id, u.platform, u.mode, u.corrects, u.stop, u.split_error, u.chunks_total
    FROM csv_uploads u
    JOIN jobs j ON j.id = u.id
    WHERE u.id = :?upload::uuid AND j.status IN ('PENDING', 'PROCESSING')
      AND (u.stop IS NOT NULL OR (j.status = 'PROCESSING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL)))
      AND NOT EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = u.id AND c.status IN ('PENDING', 'PROCESSING'))
    FOR UPDATE OF j
), verdict AS MATERIALIZED (
    SELECT r.*, f.figures,
        CASE
            WHEN r.stop IS NOT NULL THEN r.stop
            WHEN r.split_error IS NOT NULL THEN r.split_error
            WHEN r.chunks_total = 0 THEN jsonb_build_object('code', 'NO_ROWS', 'detail', 'The file has no rows below its header.')
            WHEN (f.figures ->> 'chunksFailed')::integer > 0 THEN (
                SELECT jsonb_build_object('code', CASE WHEN EXISTS (
                        SELECT FROM csv_upload_chunks o
                        WHERE o.upload_id = r.id AND o.status = 'FAILED' AND o.error ->> 'code' <> 'AI_BUDGET_SPENT')
                    THEN 'CHUNK_FAILED' ELSE 'AI_BUDGET_SPENT' END, 'row', c.first_row, 'detail',
                    format('%s of %s chunks could not be written; the first, from row %s on: %s %s', f.figures ->> 'chunksFailed',
                        r.chunks_total, c.first_row, c.error ->> 'code', c.error ->> 'detail'))
                FROM csv_upload_chunks c WHERE c.upload_id = r.id AND c.status = 'FAILED' ORDER BY c.number LIMIT 1)
        END AS error,
        CASE WHEN (f.figures ->> 'numbersOther')::integer > (f.figures ->> 'numbersSame')::integer
             THEN jsonb_build_array(jsonb_build_object('code', 'LOOKS_LIKE_ANOTHER_CAMPAIGN', 'detail',
                 format('%s backers that are known here carry another number in this file, %s the same.',
                     f.figures ->> 'numbersOther', f.figures ->> 'numbersSame')))
             ELSE '[]' END || coalesce((
                SELECT jsonb_build_array(jsonb_build_object('code', 'ERASED', 'detail',
                    format('%s rows of people who were erased were skipped.', sum(c.rows_erased))))
                FROM csv_upload_chunks c WHERE c.upload_id = r.id HAVING sum(c.rows_erased) > 0), '[]') AS warnings,
        -- The other modes leave pledges that the file names, and corrected rows do not name the others, so what they do not count is not
        -- missing; nor is what a stopped upload has not reached.
        CASE WHEN r.stop IS NULL AND r.mode IN ('upsert', 'update') AND r.corrects IS NULL THEN greatest(0,
            -- By parameters: without the value the planner takes any campaign for a big one and reads all pledges of the database.
            (SELECT count(*) FROM pledges p
             WHERE p.campaign_id = :?campaign::uuid AND p.platform = :?platform::text AND p.created_by_upload <= r.id)
                - (f.figures #>> '{results,pledges,inserted}')::integer - (f.figures #>> '{results,pledges,updated}')::integer
                - (f.figures #>> '{results,pledges,unchanged}')::integer) END AS missing,
        EXISTS (SELECT FROM workbook_files w WHERE w.workbook_id = r.workbook_id AND w.mapping ->> 'row' = 'ITEM') AS line_items
    FROM ready r
    CROSS JOIN LATERAL (SELECT upload_figures(r.id) AS figures) f
), kept AS (
    UPDATE csv_uploads u
    SET statistics = CASE WHEN v.missing IS NULL THEN v.figures ELSE jsonb_set(v.figures, '{results,missing}', to_jsonb(v.missing)) END
    FROM verdict v
    WHERE u.id = v.id
)
UPDATE jobs j
SET status = CASE WHEN v.error IS NULL THEN 'COMPLETED' WHEN v.stop ->> 'code' = 'CANCELLED' THEN 'CANCELLED' ELSE 'FAILED' END::upload_status, phase = 'DONE', error = v.error,
    warnings = j.warnings || v.warnings, finished_at = clock_timestamp(), lease_until = NULL
FROM verdict v
WHERE j.id = v.id
RETURNING j.id::text AS upload, v.workbook_id::text AS workbook, v.campaign_id::text AS campaign,
    -- A row in which something is wrong has named its item all the same, and a file of corrected rows does not name the others.
    v.line_items AND v.error IS NULL AND v.corrects IS NULL AND NOT EXISTS (SELECT FROM csv_upload_chunks c
            WHERE c.upload_id = v.id AND c.rows_failed > 0
              AND replace(replace(c.errors::text, '"code":"NOT_FOUND"', ''), '"code":"ALREADY_EXISTS"', '') LIKE '%"code":"%')
        AND NOT EXISTS (SELECT FROM workbook_files w
            WHERE w.workbook_id = v.workbook_id AND jsonb_exists(w.headers::jsonb, '_errors')) AS line_items_whole,
    v.line_items::integer + (v.figures #>> '{results,pledges,inserted}')::integer + (v.figures #>> '{results,pledges,updated}')::integer
    + (v.figures #>> '{results,pledgeItems,inserted}')::integer + (v.figures #>> '{results,pledgeItems,updated}')::integer
    + (SELECT count(*) FROM record_changes r WHERE r.upload_id = v.id AND r.table_name = 'pledge_items') AS changed
