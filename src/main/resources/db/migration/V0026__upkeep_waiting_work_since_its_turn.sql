-- The work that waits, since it last began to: a retried import and one that was judged wait anew, and what a model reads waits for the model.

-- Of all merchants: chunks that wait or are still to be cut, these estimated, and the seconds for which an import has waited for its next turn.
-- A view, because others ask as well: a person in psql, KEDA.
CREATE OR REPLACE VIEW waiting_work AS
WITH uploads AS MATERIALIZED (
    SELECT u.id, u.workbook_id, u.split_file, u.split_position, u.split_chunk, w.size_bytes, greatest(j.created_at, j.queued_at, u.split_queued_at, u.validated_at) AS asked_at,
        -- What is still to be cut of a file that a model reads will wait for the model, too.
        u.split_closed_at IS NULL AND u.split_error IS NULL
            AND NOT EXISTS (SELECT FROM ai_batches b WHERE b.upload_id = u.id AND b.status IN ('PENDING', 'PROCESSING')) AS cutting,
        (SELECT min(c.number) FROM csv_upload_chunks c WHERE c.upload_id = u.id AND c.status IN ('PENDING', 'PROCESSING')) AS first
    FROM csv_uploads u
    JOIN jobs j ON j.id = u.id
    JOIN workbooks w ON w.id = u.workbook_id
    WHERE u.status IN ('PENDING', 'PROCESSING') AND u.stop IS NULL AND j.phase <> 'WAITING_FOR_MAPPING'
), measured AS (
    SELECT u.asked_at, l.started_at, w.waiting,
        CASE WHEN u.cutting THEN ceil(greatest(0, coalesce(
            (SELECT sum(f.bytes) FROM workbook_files f WHERE f.workbook_id = u.workbook_id AND f.number >= u.split_file),
            u.size_bytes) - u.split_position) / coalesce(l.bytes, 230 * 1024)) ELSE 0 END AS uncut
    FROM uploads u
    -- Those that wait for answers of a model do not wait for a worker.
    CROSS JOIN LATERAL (
        SELECT count(*) AS waiting FROM csv_upload_chunks c
        WHERE c.upload_id = u.id AND c.status = 'PENDING'
          AND NOT EXISTS (SELECT FROM ai_batches b
                          WHERE b.upload_id = c.upload_id AND b.chunk = c.number AND b.status IN ('PENDING', 'PROCESSING'))) w
    -- Of the chunks around the first open one: an import may have very many.
    CROSS JOIN LATERAL (
        SELECT max(c.started_at) AS started_at, avg(c.byte_to - c.byte_from) AS bytes FROM csv_upload_chunks c
        WHERE c.upload_id = u.id
          AND c.number BETWEEN coalesce(u.first, u.split_chunk) - 100 AND coalesce(u.first, u.split_chunk) + 100) l
)
SELECT coalesce(sum(waiting + uncut), 0)::bigint AS chunks,
    coalesce(extract(epoch FROM clock_timestamp() - min(greatest(asked_at, started_at)) FILTER (WHERE waiting + uncut > 0)), 0)::bigint AS oldest
FROM measured;
