-- Objects that others put into a bucket, of which an event or a listing tells.

ALTER TABLE workbooks
    ADD COLUMN version_id text,                     -- of the object, where its bucket keeps versions
    ADD COLUMN announced_by text,                   -- the path by which we heard of it; null of an upload
    ADD COLUMN refusal text;                        -- the code for which an announced object was not taken: there are no bytes of it

ALTER TABLE workbooks
    DROP CONSTRAINT workbooks_received_is_whole,
    ADD CONSTRAINT workbooks_received_is_whole
        CHECK (status = 'RECEIVING' OR (received_at IS NOT NULL AND (refusal IS NOT NULL OR (size_bytes > 0 AND etag IS NOT NULL)))) NOT VALID,
    ADD CONSTRAINT workbooks_refused_was_announced CHECK (refusal IS NULL OR announced_by IS NOT NULL) NOT VALID;

-- One object is imported once, by whichever path it is announced, and refused once. Where versions are kept the same bytes may be put again.
CREATE UNIQUE INDEX workbooks_version_once ON workbooks (bucket, object_key, coalesce(version_id, etag))
    WHERE status = 'RECEIVED' AND refusal IS NULL;
CREATE UNIQUE INDEX workbooks_refused_once ON workbooks (bucket, object_key, coalesce(version_id, etag, ''))
    WHERE refusal IS NOT NULL;
DROP INDEX workbooks_object_once;

-- One process at a time looks through a bucket.
CREATE TABLE bucket_polls (
    bucket      text NOT NULL,
    prefix      text NOT NULL,                      -- empty where it is all of the bucket
    lease_until timestamptz NOT NULL,
    holder      uuid NOT NULL,
    PRIMARY KEY (bucket, prefix)
);

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
             -- A refused object may have no bytes at all.
             ELSE coalesce(round(100 * (f.figures ->> 'bytesDone')::numeric / nullif(coalesce(u.bytes_total, w.size_bytes), 0), 1), 0) END AS percent,
        coalesce(u.bytes_total, w.size_bytes) AS bytes
) d
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.bytes), 0) AS bytes_before FROM workbook_files f WHERE f.workbook_id = w.id AND f.number < u.split_file
) o;
