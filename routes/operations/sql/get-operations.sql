-- Answers the figures of the queues as they were read, and the failed chunks of a merchant's imports and its abandoned uploads of a week, the latest of them first.
WITH failed AS (
    SELECT c.*, row_number() OVER (ORDER BY c.finished_at DESC NULLS LAST, c.upload_id DESC, c.number) AS place
    FROM csv_upload_chunks c
    JOIN csv_uploads u ON u.id = c.upload_id
    WHERE c.status = 'FAILED' AND u.merchant_id = :?merchant
), shown AS (
    SELECT f.place, json_build_object(
        'jobId', f.upload_id,
        'filename', w.filename,
        'campaign', g.slug,
        'number', f.number,
        'firstRow', f.first_row,
        'rows', f.rows,
        'error', f.error,
        'finishedAt', iso_utc(f.finished_at),
        -- As retry-job.sql decides.
        'retryable', j.status = 'FAILED' AND u.stop IS NULL AND u.payload_expired_at IS NULL AND NOT is_undone(j.id)
            AND (u.split_error IS NULL OR w.object_expired_at IS NULL)) AS chunk
    FROM failed f
    JOIN csv_uploads u ON u.id = f.upload_id
    JOIN jobs j ON j.id = u.id
    JOIN workbooks w ON w.id = u.workbook_id
    JOIN campaigns g ON g.id = u.campaign_id
    WHERE f.place <= 100
), abandoned AS (
    SELECT a.*, row_number() OVER (ORDER BY a.given_up_at DESC, a.workbook_id) AS place
    FROM abandoned_uploads a
    WHERE a.merchant_id = :?merchant AND a.given_up_at > clock_timestamp() - interval '7 days'
)
SELECT json_build_object(
    'queuesReachable', :?queues::json -> 'queuesReachable',
    'queues', :?queues::json -> 'queues',
    'workers', :?queues::json -> 'workers',
    'failedChunks', json_build_object(
        'items', (SELECT COALESCE(json_agg(chunk ORDER BY place), '[]') FROM shown),
        'total', (SELECT count(*) FROM failed)),
    'abandonedUploads', json_build_object(
        'items', (SELECT COALESCE(json_agg(json_build_object(
            'workbookId', workbook_id,
            'filename', filename,
            'sizeBytes', announced_bytes,
            'arrivedBytes', arrived_bytes,
            'begunAt', iso_utc(begun_at),
            'givenUpAt', iso_utc(given_up_at)) ORDER BY place), '[]') FROM abandoned WHERE place <= 20),
        'total', (SELECT count(*) FROM abandoned)))::text AS answer
