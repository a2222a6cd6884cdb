-- An analysis has a document as an import has, its figures are zero; and an import maps while a model reads its rows.

CREATE OR REPLACE VIEW job_documents AS
SELECT j.id, j.merchant_id, j.status, c.slug AS campaign,
    json_build_object(
        'id', j.id,
        'kind', j.kind,
        'status', j.status,
        'phase', CASE
            WHEN j.status = 'PROCESSING' AND is_asking(u.id) THEN 'MAPPING'
            WHEN j.phase = 'SPLITTING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL) THEN 'LOADING'
            ELSE j.phase END,
        'workbook', json_build_object('id', w.id, 'filename', w.filename, 'sizeBytes', w.size_bytes),
        'campaign', c.slug,
        'platform', coalesce(u.platform, a.platform),
        'warnings', j.warnings,
        'progress', json_build_object(
            'percent', d.percent,
            'bytesRead', CASE
                WHEN u.split_closed_at IS NOT NULL THEN d.bytes
                WHEN j.phase = 'UNPACKING' THEN u.unpack_read
                ELSE o.bytes_before + coalesce(u.split_position, 0) END,
            'bytesTotal', d.bytes,
            'rowsTotal', u.rows_total,
            'rowsProcessed', d.processed,
            'chunksTotal', u.chunks_total,
            'chunksCompleted', f.figures -> 'chunksCompleted',
            'chunksFailed', f.figures -> 'chunksFailed',
            'rowsPerSecond', CASE WHEN d.seconds > 0 THEN round(d.processed / d.seconds) ELSE 0 END,
            'etaSeconds', CASE WHEN j.status = 'PROCESSING' AND d.percent > 0
                THEN ceil(d.seconds * (100 - d.percent) / d.percent) END),
        'results', f.figures -> 'results',
        'createdAt', iso_utc(j.created_at),
        'startedAt', iso_utc(j.started_at),
        'finishedAt', iso_utc(j.finished_at),
        'error', j.error)::text AS document
FROM jobs j
JOIN workbooks w ON w.id = j.target
LEFT JOIN csv_uploads u ON u.id = j.id
LEFT JOIN analyses a ON a.id = j.id
JOIN campaigns c ON c.id = j.campaign_id
CROSS JOIN LATERAL (SELECT coalesce(u.statistics, upload_figures(u.id)) AS figures) f
CROSS JOIN LATERAL (
    SELECT (f.figures #>> '{results,rowsImported}')::numeric + (f.figures #>> '{results,rowsFailed}')::numeric
            + (f.figures #>> '{results,rowsSkipped}')::numeric AS processed,
        extract(epoch FROM coalesce(j.finished_at, clock_timestamp()) - j.started_at) AS seconds,
        CASE WHEN j.status = 'COMPLETED' THEN 100.0
             ELSE round(100 * (f.figures ->> 'bytesDone')::numeric / coalesce(u.bytes_total, w.size_bytes), 1) END AS percent,
        coalesce(u.bytes_total, w.size_bytes) AS bytes
) d
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.bytes), 0) AS bytes_before FROM workbook_files f WHERE f.workbook_id = w.id AND f.number < u.split_file
) o;
