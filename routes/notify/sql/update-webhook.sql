-- Changes an endpoint of a merchant, also whether it is used; who enables it again gives it a new chance. No row if there is none.
WITH changed AS (
    UPDATE webhook_endpoints e
    SET label = :?label::text, url = :?url::text, events = :?events::text[],
        failing_since = CASE WHEN e.disabled_at IS NULL AND e.url = :?url::text THEN e.failing_since END,
        disabled_at = CASE WHEN NOT :?enabled::boolean THEN coalesce(e.disabled_at, clock_timestamp()) END,
        disabled_reason = CASE WHEN NOT :?enabled::boolean THEN coalesce(e.disabled_reason, 'BY_MERCHANT') END
    WHERE e.id = :?id::uuid AND e.merchant_id = :?merchant::uuid
    RETURNING e.id, e.disabled_at, webhook_document(e) AS document
), given_up AS (
    UPDATE deliveries d
    SET status = 'FAILED', next_attempt_at = NULL, lease_until = NULL, error = 'ENDPOINT_DISABLED'
    FROM changed c
    WHERE c.disabled_at IS NOT NULL AND d.endpoint_id = c.id AND d.status = 'PENDING'
)
SELECT c.document::text AS answer FROM changed c
