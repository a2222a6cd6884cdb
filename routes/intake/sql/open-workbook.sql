-- Records an upload before its first byte goes to the object store, so that whatever happens somebody can undo it.
WITH campaign AS (
    INSERT INTO campaigns AS c (merchant_id, slug, name)
    VALUES (:?merchant::uuid, :?campaign, :?campaign)
    ON CONFLICT (merchant_id, slug) DO UPDATE SET name = c.name -- not the slug: that lock would wait for every chunk being loaded
    RETURNING c.id
)
INSERT INTO workbooks (id, merchant_id, campaign_id, filename, content_type, bucket, object_key, idempotency_key, request_hash, lease_until)
SELECT :?workbook::uuid, :?merchant::uuid, id, :?filename, :?contentType, :?bucket, :?key, :?idempotencyKey, decode(:?requestHash, 'hex'),
    clock_timestamp() + :?lease::interval
FROM campaign
ON CONFLICT (merchant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
RETURNING id::text AS id
