-- Makes an analysis of a received workbook, its job with it; the open one if there is one, and no job while the workbook arrives or when its file is no longer kept.
WITH workbook AS (
    SELECT id, merchant_id, campaign_id, status, object_expired_at IS NOT NULL AS expired FROM workbooks
    WHERE id = :?workbook::uuid AND merchant_id = :?merchant::uuid
), job AS (
    INSERT INTO jobs AS j (merchant_id, campaign_id, kind, phase, target)
    SELECT merchant_id, campaign_id, 'ANALYSIS', 'STORED', id FROM workbook WHERE status = 'RECEIVED' AND NOT expired
    ON CONFLICT (target) WHERE kind = 'ANALYSIS' AND status IN ('PENDING', 'PROCESSING')
        DO UPDATE SET target = j.target -- only to name the open one, also to whom it was not there yet
    RETURNING j.id, j.merchant_id, j.campaign_id, j.target, old.id IS NULL AS is_new
), made AS (
    INSERT INTO analyses (id, workbook_id, merchant_id, campaign_id)
    SELECT id, target, merchant_id, campaign_id FROM job WHERE is_new
)
SELECT (SELECT id FROM job)::text AS job, expired FROM workbook
