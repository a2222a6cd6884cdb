-- Records an upload before its first byte goes to the object store, so that whatever happens somebody can undo it; a row without an id when the merchant sends too many at once.
-- Those that begin in the same instant do not see each other: then there may be a few more. Direct ones, which may stand still for long, have a limit of their own.
WITH room AS MATERIALIZED (
    SELECT count(*) < :?mostUploads::integer AS free
    FROM workbooks
    WHERE merchant_id = :?merchant::uuid AND status = 'RECEIVING' AND lease_until > clock_timestamp()
        AND (part_size IS NULL) = (:?partSize::bigint IS NULL)
), campaign AS (
    INSERT INTO campaigns AS c (merchant_id, slug, name)
    SELECT :?merchant::uuid, :?campaign, :?campaign FROM room WHERE free
    ON CONFLICT (merchant_id, slug) DO UPDATE SET name = c.name -- not the slug: that lock would wait for every chunk being loaded
    RETURNING c.id
), opened AS (
    INSERT INTO workbooks (id, merchant_id, campaign_id, filename, content_type, bucket, object_key, idempotency_key, request_hash, lease_until,
        part_size, announced_bytes, import_options)
    SELECT :?workbook::uuid, :?merchant::uuid, id, :?filename, :?contentType, :?bucket, :?key, :?idempotencyKey, decode(:?requestHash, 'hex'),
        clock_timestamp() + :?lease::interval,
        -- As the record ImportOptions is read again.
        :?partSize::bigint, :?announced::bigint, CASE WHEN :?partSize::bigint IS NOT NULL THEN json_build_object(
            'campaign', :?campaign::text, 'platform', :?platform::text, 'mode', :?mode::text, 'sheet', :?sheet::text,
            'block', :?onError::text = 'block', 'maxErrors', :?maxErrors::integer, 'maxErrorPercent', :?maxErrorPercent::numeric,
            'corrects', :?corrects::text, 'manual', :?manual::boolean) END
    FROM campaign
    ON CONFLICT (merchant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
    RETURNING id
)
SELECT id::text AS id FROM opened
UNION ALL
SELECT NULL FROM room WHERE NOT free
