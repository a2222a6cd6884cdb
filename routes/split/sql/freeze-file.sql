-- Freezes what the first slice decided, and moves the split behind the header.
WITH frozen AS (
    UPDATE csv_uploads
    SET platform = :?platform, chunk_rows = :?chunkRows, header_rows = :?headerRows::bigint,
        split_position = :?position::bigint, split_row = :?headerRows::bigint + 1
    WHERE id = :?upload::uuid AND chunk_rows IS NULL AND split_attempts = :?attempt
    RETURNING id, workbook_id
), warned AS (
    UPDATE jobs j SET warnings = :?warnings::jsonb FROM frozen f WHERE j.id = f.id AND :?warnings::jsonb <> '[]'
)
INSERT INTO workbook_files (workbook_id, number, name, object_key, bytes, charset, delimiter, headers, platform, mapping, mapping_hash)
SELECT workbook_id, :?file::smallint, :?name, :?key, :?bytes::bigint, :?charset, :?delimiter, :?headers::json, :?platform,
    :?mapping::json, :?mappingHash
FROM frozen
RETURNING workbook_id
