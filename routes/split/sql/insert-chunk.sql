-- Moves the split on by one chunk and stores that chunk, both or neither; no row when another worker was faster, the split was given up or the job has ended.
WITH moved AS (
    UPDATE csv_uploads u
    SET split_chunk = u.split_chunk + 1, split_position = :?byteTo::bigint, split_row = u.split_row + :?rows::integer,
        partial = u.partial OR :?partial::boolean,
        split_attempts = 1, split_lease = clock_timestamp() + :?lease::interval
    FROM jobs j
    WHERE u.id = :?upload::uuid AND u.split_chunk = :?number AND u.split_position = :?byteFrom::bigint
      AND j.id = u.id AND j.status = 'PROCESSING'
      -- The job's row is not locked: this one is, and is looked at again behind whoever gave the split up.
      AND u.status = 'PROCESSING' AND u.split_error IS NULL AND u.stop IS NULL
    RETURNING u.id, u.workbook_id
), chunk AS (
    INSERT INTO csv_upload_chunks (upload_id, number, file, first_row, rows, byte_from, byte_to, data, errors)
    SELECT id, :?number, :?file::smallint, :?firstRow::bigint, :?rows::integer, :?byteFrom::bigint, :?byteTo::bigint,
        :?data::json, :?errors::json
    FROM moved
    RETURNING number
), asked AS (
    -- A chunk of a file that a model reads never stands there without its batch: it would be loaded without the answers.
    INSERT INTO ai_batches (upload_id, chunk, first_row, rows, origin_row)
    SELECT m.id, :?number, :?firstRow::bigint, :?rows::integer, :?firstRow::bigint
    FROM moved m
    JOIN workbook_files f ON f.workbook_id = m.workbook_id AND f.number = :?file::smallint AND f.asks
)
SELECT number FROM chunk
