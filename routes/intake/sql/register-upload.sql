-- Turns a received object into an import: the workbook, its job and its upload, all or none.
WITH received AS (
    UPDATE workbooks SET status = 'RECEIVED', filename = coalesce(:?formFilename, filename), size_bytes = :?size::bigint, etag = :?etag, multipart_id = NULL,
        lease_until = NULL, received_at = clock_timestamp()
    WHERE id = :?workbook::uuid AND status = 'RECEIVING' AND lease_until > '-infinity'
    RETURNING id, merchant_id, campaign_id
), job AS (
    INSERT INTO jobs (merchant_id, campaign_id, kind, phase, target, queued_at)
    SELECT merchant_id, campaign_id, 'IMPORT', 'STORED', id, clock_timestamp() FROM received
    RETURNING id, merchant_id, campaign_id, target
)
INSERT INTO csv_uploads (id, workbook_id, merchant_id, campaign_id, mode, platform, platform_asked, sheet, manual,
    on_error, max_errors, max_error_percent, corrects, split_queued_at)
SELECT id, target, merchant_id, campaign_id, :?mode, :?platform, :?platform::text IS NOT NULL, :?sheet, :?manual,
    :?onError, :?maxErrors::integer, :?maxErrorPercent::numeric, :?corrects::uuid, clock_timestamp() FROM job
RETURNING id::text AS job, workbook_id::text AS workbook
