-- What stops an import: a person, too many failed rows, or a bad row in one that blocks; see docs/decisions/0010.

-- Those that are judged wait, while the others are: where the two validated_at agree a chunk is open for what comes next.
DROP INDEX csv_upload_chunks_open;
CREATE INDEX csv_upload_chunks_open ON csv_upload_chunks (upload_id, (validated_at IS NULL), number) WHERE status IN ('PENDING', 'PROCESSING');

ALTER TABLE csv_upload_chunks
    DROP CONSTRAINT csv_upload_chunks_rows_accounted,
    ADD CONSTRAINT csv_upload_chunks_rows_accounted
        CHECK (status NOT IN ('COMPLETED', 'CANCELLED') OR rows_imported + rows_failed + rows_skipped = rows);

-- Why an upload ends before its time, or null: more rows have failed than its sender bears. A share counts from 1000 rows on, and at the end.
CREATE FUNCTION too_many_errors(upload uuid, at_end boolean) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', 'TOO_MANY_ERRORS', 'detail', format('%s of %s rows have failed; at most %s may.',
        f.failed, f.processed, coalesce(u.max_errors::text, trim_scale(u.max_error_percent) || '%')))
    FROM csv_uploads u
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(c.rows_failed), 0) AS failed,
            coalesce(sum(c.rows) FILTER (WHERE c.status NOT IN ('PENDING', 'PROCESSING') OR c.validated_at IS NOT NULL), 0) AS processed
        FROM csv_upload_chunks c WHERE c.upload_id = u.id) f
    WHERE u.id = upload
      AND (f.failed > u.max_errors OR ((at_end OR f.processed >= 1000) AND f.failed * 100 > f.processed * u.max_error_percent))
$$;

-- Why nothing of a blocking upload is written, once all of it was judged; null where every row is good.
CREATE FUNCTION block_reason(upload uuid) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('code', 'BLOCKED', 'row', coalesce(u.split_error -> 'row', f.lost -> 'row'), 'detail', CASE
        WHEN u.split_error IS NOT NULL THEN format('Nothing was written, for the file cannot be read to its end: %s %s',
            u.split_error ->> 'code', u.split_error ->> 'detail')
        WHEN f.lost IS NOT NULL THEN 'Nothing was written, for not all rows could be judged: ' || (f.lost ->> 'code') || ' ' || (f.lost ->> 'detail')
        ELSE format('Nothing was written, for something is wrong with %s of %s rows.', f.failed, f.rows) END))
    FROM csv_uploads u
    CROSS JOIN LATERAL (
        SELECT sum(c.rows_failed) AS failed, sum(c.rows) AS rows,
            (array_agg(c.error || jsonb_build_object('row', c.first_row) ORDER BY c.number) FILTER (WHERE c.error IS NOT NULL))[1] AS lost
        FROM csv_upload_chunks c WHERE c.upload_id = u.id) f
    -- A file of which nothing could be judged fails as any other, and can be tried again.
    WHERE u.id = upload AND f.rows > 0 AND (u.split_error IS NOT NULL OR f.failed > 0)
$$;

CREATE FUNCTION upload_phase(j jobs, u csv_uploads) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT CASE
        WHEN j.status = 'PROCESSING' AND is_asking(u.id) THEN 'MAPPING'
        WHEN j.phase = 'SPLITTING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL) THEN
            CASE WHEN u.on_error = 'block' AND u.validated_at IS NULL THEN 'VALIDATING' ELSE 'LOADING' END
        ELSE j.phase END
$$;

-- The figures of an upload, summed from its chunks.
CREATE OR REPLACE FUNCTION upload_figures(upload uuid) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_build_object(
        'chunksCompleted', count(*) FILTER (WHERE status = 'COMPLETED'),
        'chunksFailed', count(*) FILTER (WHERE status = 'FAILED'),
        -- Finished once, even if a retry has it in work again: percent never falls. What is judged but not written is half done.
        'bytesDone', coalesce(sum((byte_to - byte_from) * CASE
            WHEN finished_at IS NOT NULL THEN 1 WHEN validated_at IS NOT NULL THEN 0.5 ELSE 0 END), 0),
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

CREATE OR REPLACE VIEW job_documents AS
SELECT j.id, j.merchant_id, j.status, c.slug AS campaign,
    json_build_object(
        'id', j.id,
        'kind', j.kind,
        'status', j.status,
        'phase', CASE WHEN u.id IS NULL THEN j.phase ELSE upload_phase(j, u) END,
        'workbook', CASE WHEN w.id IS NOT NULL THEN json_build_object('id', w.id, 'filename', w.filename, 'sizeBytes', w.size_bytes) END,
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
        'results', (f.figures -> 'results') || coalesce(j.results, '{}'),
        'createdAt', iso_utc(j.created_at),
        'startedAt', iso_utc(j.started_at),
        'finishedAt', iso_utc(j.finished_at),
        'error', j.error)::text AS document
FROM jobs j
LEFT JOIN workbooks w ON w.id = j.target
LEFT JOIN csv_uploads u ON u.id = j.id
LEFT JOIN analyses a ON a.id = j.id
LEFT JOIN campaigns c ON c.id = j.campaign_id
CROSS JOIN LATERAL (SELECT coalesce(u.statistics, upload_figures(u.id)) AS figures) f
CROSS JOIN LATERAL (
    SELECT (f.figures #>> '{results,rowsImported}')::numeric + (f.figures #>> '{results,rowsFailed}')::numeric
            + (f.figures #>> '{results,rowsSkipped}')::numeric AS processed,
        extract(epoch FROM coalesce(j.finished_at, clock_timestamp()) - j.started_at) AS seconds,
        CASE WHEN j.status = 'COMPLETED' THEN 100.0
             WHEN u.id IS NULL THEN coalesce(j.percent, 0)
             ELSE round(100 * (f.figures ->> 'bytesDone')::numeric / coalesce(u.bytes_total, w.size_bytes), 1) END AS percent,
        coalesce(u.bytes_total, w.size_bytes) AS bytes
) d
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.bytes), 0) AS bytes_before FROM workbook_files f WHERE f.workbook_id = w.id AND f.number < u.split_file
) o;

-- Whether an import's records were taken back, or are being: it is not gone on with.
CREATE FUNCTION is_undone(import uuid) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM jobs j JOIN jobs o ON o.target = j.target AND o.kind = 'UNDO' AND o.status <> 'FAILED' WHERE j.id = import)
$$;
