-- Writes a test to one endpoint of a merchant, due at once, and answers its delivery; no row where there is none that is in use.
WITH endpoint AS MATERIALIZED (
    SELECT e.id, e.merchant_id, e.label FROM webhook_endpoints e
    WHERE e.id = :?id::uuid AND e.merchant_id = :?merchant::uuid AND e.disabled_at IS NULL
    FOR KEY SHARE
), told AS (
    INSERT INTO notifications (merchant_id, event, data)
    SELECT e.merchant_id, 'webhook.test', jsonb_build_object('webhookId', e.id, 'label', e.label) FROM endpoint e
    RETURNING id
)
INSERT INTO deliveries (merchant_id, notification_id, endpoint_id)
SELECT e.merchant_id, told.id, e.id FROM endpoint e, told
RETURNING json_build_object('deliveryId', id, 'messageId', 'msg_' || notification_id)::text AS answer
