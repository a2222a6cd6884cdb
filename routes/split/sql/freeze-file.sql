-- Freezes how a file is read, once; the split moves behind its header if it is the first of the workbook.
WITH frozen AS (
    UPDATE csv_uploads u
    SET platform = :?platform, chunk_rows = least(u.chunk_rows, :?chunkRows),
        split_position = CASE WHEN u.split_file = :?file::smallint THEN :?position::bigint ELSE u.split_position END,
        split_row = CASE WHEN u.split_file = :?file::smallint THEN :?headerRows::bigint + 1 ELSE u.split_row END
    WHERE u.id = :?upload::uuid AND u.split_attempts = :?attempt AND u.stop IS NULL
      AND NOT EXISTS (SELECT FROM workbook_files f
                      WHERE f.workbook_id = u.workbook_id AND f.number = :?file::smallint AND f.mapping IS NOT NULL)
    RETURNING u.id, u.workbook_id
), warned AS (
    UPDATE jobs j SET warnings = j.warnings || w.more
    FROM frozen f, (
        SELECT jsonb_agg(e) AS more FROM jsonb_array_elements(:?warnings::jsonb) e
        WHERE NOT EXISTS (SELECT FROM jobs k WHERE k.id = :?upload::uuid AND k.warnings @> jsonb_build_array(e))) w
    WHERE j.id = f.id AND w.more IS NOT NULL
)
INSERT INTO workbook_files AS f (workbook_id, number, name, object_key, bytes, charset, delimiter, headers, platform, mapping, mapping_hash,
    header_rows, data_from, asks)
SELECT workbook_id, :?file::smallint, :?name, :?key, :?bytes::bigint, :?charset, :?delimiter, :?headers::json, :?platform,
    :?mapping::json, :?mappingHash, :?headerRows::bigint, :?position::bigint, :?asks::boolean
FROM frozen
ON CONFLICT (workbook_id, number) DO UPDATE SET charset = coalesce(f.charset, EXCLUDED.charset), delimiter = EXCLUDED.delimiter,
    headers = EXCLUDED.headers, platform = EXCLUDED.platform, mapping = EXCLUDED.mapping, mapping_hash = EXCLUDED.mapping_hash,
    header_rows = EXCLUDED.header_rows, data_from = EXCLUDED.data_from, asks = EXCLUDED.asks
RETURNING workbook_id
