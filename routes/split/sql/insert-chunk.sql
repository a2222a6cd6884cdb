-- Moves the split on by one chunk and stores that chunk, both or neither; no row when another worker was faster or the job has ended.
WITH moved AS (
    UPDATE csv_uploads u
    SET split_chunk = u.split_chunk + 1, split_position = :?byteTo::bigint, split_row = u.split_row + :?rows::integer,
        split_attempts = 1, split_lease = clock_timestamp() + :?lease::interval
    FROM jobs j
    WHERE u.id = :?upload::uuid AND u.split_chunk = :?number AND u.split_position = :?byteFrom::bigint
      AND j.id = u.id AND j.status = 'PROCESSING'
    RETURNING u.id
)
INSERT INTO csv_upload_chunks (upload_id, number, file, first_row, rows, byte_from, byte_to, data, errors)
SELECT id, :?number, :?file::smallint, :?firstRow::bigint, :?rows::integer, :?byteFrom::bigint, :?byteTo::bigint,
    :?data::json, :?errors::json
FROM moved
RETURNING number
