-- What may be asked of an import beside mode and mapping, and jobs that undo an import or erase a person.

ALTER TABLE csv_uploads
    ADD COLUMN on_error text NOT NULL DEFAULT 'skip', -- ?onError=: block writes nothing of a file with a bad row
    ADD COLUMN max_errors integer,                  -- ?maxErrors=: failed rows that are still borne
    ADD COLUMN max_error_percent numeric(5, 2),     -- or their share of the rows processed
    ADD COLUMN corrects uuid REFERENCES csv_uploads, -- ?corrects=: whose failed rows this upload brings again
    ADD COLUMN validated_at timestamptz,            -- of a blocking upload: every row is good, so its chunks may be written
    ADD COLUMN stop jsonb,                          -- {code, detail}: why nothing more of this upload is taken up
    ADD CONSTRAINT csv_uploads_on_error_known CHECK (on_error IN ('skip', 'block')),
    ADD CONSTRAINT csv_uploads_max_errors_is_one CHECK (num_nonnulls(max_errors, max_error_percent) <= 1),
    ADD CONSTRAINT csv_uploads_max_errors_range CHECK (max_errors >= 0 AND max_error_percent BETWEEN 0 AND 100),
    ADD CONSTRAINT csv_uploads_stop_has_code CHECK (stop IS NULL OR stop ? 'code');

CREATE INDEX csv_uploads_of_corrected ON csv_uploads (corrects) WHERE corrects IS NOT NULL;

ALTER TABLE csv_upload_chunks ADD COLUMN validated_at timestamptz; -- of a blocking upload: its rows were judged, errors says how

ALTER TABLE jobs
    ALTER COLUMN campaign_id DROP NOT NULL,         -- a person is erased from all campaigns of a merchant
    ADD COLUMN results jsonb,                       -- what an undo or an erasure has done
    ADD COLUMN percent numeric(4, 1);               -- and how far it is

-- One undo of a workbook's import at a time.
CREATE UNIQUE INDEX jobs_undo_open ON jobs (target) WHERE kind = 'UNDO' AND status IN ('PENDING', 'PROCESSING');

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
