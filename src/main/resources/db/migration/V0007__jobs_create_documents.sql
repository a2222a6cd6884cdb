-- What GET /api/jobs shows, in one place: the list, the single job and the event stream read the same document.

-- The figures of an upload, summed from its chunks.
CREATE FUNCTION upload_figures(upload uuid) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_build_object(
        'chunksCompleted', count(*) FILTER (WHERE status = 'COMPLETED'),
        'chunksFailed', count(*) FILTER (WHERE status = 'FAILED'),
        -- Finished once, even if a retry has it in work again: percent never falls.
        'bytesDone', coalesce(sum(byte_to - byte_from) FILTER (WHERE finished_at IS NOT NULL), 0),
        'numbersSame', coalesce(sum(numbers_same), 0),
        'numbersOther', coalesce(sum(numbers_other), 0),
        'results', jsonb_build_object(
            'rowsImported', coalesce(sum(rows_imported), 0),
            'rowsFailed', coalesce(sum(rows_failed), 0),
            'rowsSkipped', coalesce(sum(rows_skipped), 0),
            'backers', jsonb_build_object('inserted', coalesce(sum(backers_inserted), 0),
                'updated', coalesce(sum(backers_updated), 0), 'unchanged', coalesce(sum(backers_unchanged), 0)),
            'pledges', jsonb_build_object('inserted', coalesce(sum(pledges_inserted), 0),
                'updated', coalesce(sum(pledges_updated), 0), 'unchanged', coalesce(sum(pledges_unchanged), 0)),
            'pledgeItems', jsonb_build_object('inserted', coalesce(sum(items_inserted), 0),
                'updated', coalesce(sum(items_updated), 0), 'unchanged', coalesce(sum(items_unchanged), 0)),
            'surveys', jsonb_build_object('inserted', coalesce(sum(surveys_inserted), 0),
                'updated', coalesce(sum(surveys_updated), 0), 'unchanged', coalesce(sum(surveys_unchanged), 0)),
            'products', (
                SELECT jsonb_build_object(
                    'inserted', count(*) FILTER (WHERE p.created_by_upload = upload),
                    'updated', count(*) FILTER (WHERE p.created_by_upload <> upload AND p.changed_by_upload = upload),
                    'unchanged', count(*) FILTER (WHERE p.created_by_upload <> upload AND p.changed_by_upload <> upload
                        AND s.upload_id = upload))
                FROM products p
                LEFT JOIN sightings s ON s.record_id = p.id
                WHERE p.campaign_id = (SELECT u.campaign_id FROM csv_uploads u WHERE u.id = upload))))
    FROM csv_upload_chunks
    WHERE upload_id = upload
$$;

CREATE VIEW job_documents AS
SELECT j.id, j.merchant_id, j.status, c.slug AS campaign,
    json_build_object(
        'id', j.id,
        'kind', j.kind,
        'status', j.status,
        'phase', CASE WHEN j.phase = 'SPLITTING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL) THEN 'LOADING' ELSE j.phase END,
        'workbook', json_build_object('id', w.id, 'filename', w.filename, 'sizeBytes', w.size_bytes),
        'campaign', c.slug,
        'platform', u.platform,
        'warnings', j.warnings,
        'progress', json_build_object(
            'percent', d.percent,
            'bytesRead', CASE WHEN u.split_closed_at IS NULL THEN u.split_position ELSE w.size_bytes END,
            'bytesTotal', w.size_bytes,
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
JOIN csv_uploads u ON u.id = j.id
JOIN workbooks w ON w.id = u.workbook_id
JOIN campaigns c ON c.id = j.campaign_id
CROSS JOIN LATERAL (SELECT coalesce(u.statistics, upload_figures(u.id)) AS figures) f
CROSS JOIN LATERAL (
    SELECT (f.figures #>> '{results,rowsImported}')::numeric + (f.figures #>> '{results,rowsFailed}')::numeric
            + (f.figures #>> '{results,rowsSkipped}')::numeric AS processed,
        extract(epoch FROM coalesce(j.finished_at, clock_timestamp()) - j.started_at) AS seconds,
        CASE WHEN j.status = 'COMPLETED' THEN 100.0
             ELSE round(100 * (f.figures ->> 'bytesDone')::numeric / w.size_bytes, 1) END AS percent
) d;
