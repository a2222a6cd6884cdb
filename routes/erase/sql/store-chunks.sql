-- Notes that chunks were searched, without the rows that were blanked and the addresses that were cut out, where nobody has changed them meanwhile; the others are searched again.
WITH searched AS (
    UPDATE csv_upload_chunks c
    SET erasures = greatest(c.erasures, :?erasures::bigint), rows_blanked = c.rows_blanked + s.blanked,
        cells_redacted = c.cells_redacted OR s.redacted,
        data = coalesce(s.data::json, c.data), errors = coalesce(s.errors::json, c.errors)
    FROM unnest(:?numbers::integer[], :?versions::text[], :?data::text[], :?errors::text[], :?blanked::integer[], :?redacted::boolean[])
        AS s (number, version, data, errors, blanked, redacted)
    WHERE c.upload_id = :?upload::uuid AND c.number = s.number AND c.xmin::text = s.version
    RETURNING c.number, s.blanked
), answers AS (
    UPDATE ai_batches b SET answers = a.answers::json
    FROM unnest(:?batchChunks::integer[], :?batchRows::bigint[], :?answers::text[]) AS a (chunk, first_row, answers)
    JOIN searched s ON s.number = a.chunk
    WHERE b.upload_id = :?upload::uuid AND b.chunk = a.chunk AND b.first_row = a.first_row AND b.status = 'COMPLETED'
), told AS (
    UPDATE jobs j SET results = jsonb_build_object('erased', figures_sum(j.results -> 'erased', jsonb_build_object(
        'chunks', f.chunks, 'rows', f.rows)))
    FROM (SELECT count(*) AS chunks, sum(blanked) AS rows FROM searched WHERE blanked > 0) f
    WHERE j.id = :?job::uuid AND f.chunks > 0
)
SELECT number FROM searched
