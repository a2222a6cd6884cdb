-- Whether an upload has nothing left to do, has judged all its rows, or has to be stopped and why; a look without a lock, so that it costs little after every chunk.
WITH look AS MATERIALIZED (
    SELECT u.*, u.status = 'PROCESSING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL)
            -- The first of the index, where NOT EXISTS would rather read the table while many are open.
            AND (SELECT c.number FROM csv_upload_chunks c
                 WHERE c.upload_id = u.id AND (c.validated_at IS NULL) = (u.validated_at IS NULL)
                   AND c.status IN ('PENDING', 'PROCESSING')
                 ORDER BY c.number LIMIT 1) IS NULL AS idle
    FROM csv_uploads u
    WHERE u.id = :?upload::uuid AND u.status IN ('PENDING', 'PROCESSING')
), judged AS MATERIALIZED (
    SELECT l.*, CASE WHEN l.stop IS NULL THEN coalesce(
            CASE WHEN num_nonnulls(l.max_errors, l.max_error_percent) > 0 THEN too_many_errors(l.id, l.idle) END,
            CASE WHEN l.idle AND l.on_error = 'block' AND l.validated_at IS NULL THEN block_reason(l.id) END) END AS reason
    FROM look l
)
SELECT id::text AS upload, campaign_id::text AS campaign, platform, reason::text AS stop,
    stop IS NULL AND reason IS NULL AND on_error = 'block' AND validated_at IS NULL AND chunks_total > 0 AS good
FROM judged
WHERE idle OR stop IS NOT NULL OR reason IS NOT NULL
