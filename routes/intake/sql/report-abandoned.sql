-- Reports an upload that nobody continued, once, and forgets what was reported more than a week ago.
WITH forgotten AS (
    DELETE FROM abandoned_uploads WHERE given_up_at < clock_timestamp() - interval '7 days'
)
INSERT INTO abandoned_uploads (workbook_id, merchant_id, filename, arrived_bytes, announced_bytes, begun_at)
VALUES (:?workbook::uuid, :?merchant::uuid, :?filename, :?arrived::bigint, :?announced::bigint, :?begun::timestamptz)
ON CONFLICT (workbook_id) DO NOTHING
