-- Turns an announced object into an import, all or none; one that is refused into an import that is about to fail. No row when it was announced before.
WITH campaign AS (
    INSERT INTO campaigns AS c (merchant_id, slug, name)
    VALUES (:?merchant::uuid, :?campaign, :?campaign)
    ON CONFLICT (merchant_id, slug) DO UPDATE SET name = c.name -- not the slug: that lock would wait for every chunk being loaded
    RETURNING c.id, c.merchant_id
), received AS (
    INSERT INTO workbooks (merchant_id, campaign_id, status, filename, bucket, object_key, version_id, etag, size_bytes, received_at,
        announced_by, refusal, object_expired_at, object_removed_at)
    SELECT merchant_id, id, 'RECEIVED', :?filename, :?bucket, :?key, :?version, :?etag, :?size::bigint, clock_timestamp(), :?source, :?refusal,
        -- Nothing of it is ours, so that there is nothing to read again or to remove.
        CASE WHEN :?refusal::text IS NOT NULL THEN clock_timestamp() END, CASE WHEN :?refusal::text IS NOT NULL THEN clock_timestamp() END
    FROM campaign
    ON CONFLICT DO NOTHING
    RETURNING id, merchant_id, campaign_id
), job AS (
    INSERT INTO jobs (merchant_id, campaign_id, kind, status, phase, target, queued_at, started_at)
    SELECT merchant_id, campaign_id, 'IMPORT', CASE WHEN :?refusal::text IS NULL THEN 'PENDING' ELSE 'PROCESSING' END::upload_status, 'STORED', id,
        clock_timestamp(), CASE WHEN :?refusal::text IS NOT NULL THEN clock_timestamp() END
    FROM received
    RETURNING id, merchant_id, campaign_id, target, status
)
INSERT INTO csv_uploads (id, workbook_id, merchant_id, campaign_id, status, mode, platform, platform_asked, sheet, manual,
    on_error, max_errors, max_error_percent, split_queued_at, split_error)
SELECT id, target, merchant_id, campaign_id, status, :?mode, :?platform, :?platform::text IS NOT NULL, :?sheet, :?manual,
    :?onError, :?maxErrors::integer, :?maxErrorPercent::numeric, clock_timestamp(),
    CASE WHEN :?refusal::text IS NOT NULL THEN jsonb_build_object('code', :?refusal::text, 'detail', :?detail::text) END
FROM job
RETURNING id::text AS job, workbook_id::text AS workbook
