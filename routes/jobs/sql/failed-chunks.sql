-- The next chunks of an upload, from this number on, in which rows have failed, and only those whose errors hold all these traces; their cells only where they are asked for.
SELECT c.number, c.file, c.first_row, c.rows, c.error ->> 'detail' AS failure, c.status = 'FAILED' AS failed,
    c.errors::text AS errors, array_to_json(c.settled)::text AS settled, CASE WHEN :?cells::boolean THEN c.data::text END AS data
FROM csv_upload_chunks c
WHERE c.upload_id = :?job::uuid AND c.number >= :?from::integer
  AND (c.status = 'FAILED' OR (c.errors IS NOT NULL AND (c.status = 'COMPLETED' OR c.validated_at IS NOT NULL)))
  AND NOT EXISTS (
      SELECT FROM unnest(:?traces::text[]) AS t (trace)
      WHERE strpos(coalesce(c.errors::text, ''), t.trace) = 0 AND NOT (c.status = 'FAILED' AND t.trace = '"CHUNK_FAILED"'))
ORDER BY c.number
LIMIT :?chunks::integer
