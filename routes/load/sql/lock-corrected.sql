-- Locks the chunks of the failed rows that a chunk of corrected rows names, up to the first import of them all, and says how each stands and which rows are meant.
WITH RECURSIVE named AS (
    SELECT i.row, c.upload_id, c.number, i.of_row
    FROM unnest(:?namedFiles::smallint[], :?namedRows::bigint[], :?namingRows::bigint[]) AS i (file, of_row, row)
    CROSS JOIN LATERAL (
        SELECT c.upload_id, c.number, c.first_row + c.rows AS behind
        FROM csv_upload_chunks c
        WHERE c.upload_id = :?corrects::uuid AND c.file = i.file AND c.first_row <= i.of_row
        ORDER BY c.first_row DESC
        LIMIT 1) c
    WHERE i.of_row < c.behind
    UNION ALL
    -- A correction noted what its rows stand for; NULL is none.
    SELECT n.row, u.corrects, c.of_chunks[n.of_row - c.first_row + 1], c.of_rows[n.of_row - c.first_row + 1]
    FROM named n
    JOIN csv_upload_chunks c ON c.upload_id = n.upload_id AND c.number = n.number
    JOIN csv_uploads u ON u.id = c.upload_id
    WHERE u.corrects IS NOT NULL
), parted AS MATERIALIZED (
    SELECT upload_id, number, json_agg(json_build_array(row, of_row) ORDER BY row)::text AS pairs FROM named GROUP BY upload_id, number
), held AS MATERIALIZED (
    -- A chunk that a retry loads is left alone: its loader holds what we are about to write.
    SELECT c.upload_id, c.number, c.status, c.settled, c.errors
    FROM csv_upload_chunks c
    WHERE (c.upload_id, c.number) IN (SELECT upload_id, number FROM parted) AND c.status IN ('COMPLETED', 'FAILED')
    ORDER BY c.upload_id DESC, c.number
    FOR UPDATE
)
SELECT p.upload_id, p.number, p.pairs, h.status::text AS status, array_to_json(h.settled)::text AS settled, h.errors::text AS errors,
    EXISTS (SELECT FROM csv_upload_chunks c
            WHERE c.upload_id = p.upload_id AND c.number = p.number AND c.status IN ('PENDING', 'PROCESSING')) AS in_work
FROM parted p
LEFT JOIN held h ON h.upload_id = p.upload_id AND h.number = p.number
ORDER BY p.upload_id DESC, p.number
