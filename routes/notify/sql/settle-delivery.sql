-- Notes how an attempt went; an endpoint that is gone or has failed for too long is disabled, what waits for it fails, and its merchant is told.
WITH reachable AS MATERIALIZED (
    -- Before the delivery, as whoever disables or deletes it.
    SELECT e.id, CASE WHEN d.attempts - d.former_attempts > 1
        -- A failure of long ago, after which nothing was sent, says nothing of today.
        OR EXISTS (SELECT FROM deliveries o WHERE o.endpoint_id = e.id AND o.id <> d.id AND o.attempted_at > clock_timestamp() - :?patience::interval)
        THEN e.failing_since END AS failing_since
    FROM webhook_endpoints e
    JOIN deliveries d ON d.endpoint_id = e.id
    WHERE d.id = :?id::uuid AND e.disabled_at IS NULL
    FOR NO KEY UPDATE OF e
), judged AS MATERIALIZED (
    SELECT d.id, e.id AS endpoint, d.attempted_at, e.failing_since, CASE
        WHEN :?gone::boolean THEN 'GONE'
        WHEN :?status::text <> 'DELIVERED' AND e.failing_since < clock_timestamp() - :?patience::interval THEN 'FAILING' END AS reason
    FROM deliveries d
    LEFT JOIN reachable e ON e.id = d.endpoint_id
    -- Whoever lost it has nothing to say.
    WHERE d.id = :?id::uuid AND d.attempts = :?attempts::integer AND d.status = 'PENDING'
    FOR UPDATE OF d
), noted AS (
    UPDATE deliveries d
    SET status = s.status, lease_until = NULL, response_code = :?code::integer, error = :?error::text, duration_ms = :?duration::integer,
        delivered_at = CASE WHEN s.status = 'DELIVERED' THEN clock_timestamp() END,
        next_attempt_at = CASE WHEN s.status = 'PENDING' THEN clock_timestamp() + :?delay::interval END
    FROM judged j, LATERAL (SELECT CASE WHEN j.reason IS NULL THEN :?status::text ELSE 'FAILED' END AS status) s
    WHERE d.id = j.id
), reached AS (
    UPDATE webhook_endpoints e
    SET failing_since = CASE WHEN :?status::text <> 'DELIVERED' THEN coalesce(j.failing_since, j.attempted_at) END,
        disabled_at = CASE WHEN j.reason IS NOT NULL THEN clock_timestamp() END,
        disabled_reason = j.reason
    FROM judged j
    -- Most attempts change nothing. Of two that disable it one does.
    WHERE e.id = j.endpoint AND e.disabled_at IS NULL AND (:?status::text <> 'DELIVERED' OR e.failing_since IS NOT NULL)
    RETURNING e.id, e.merchant_id, e.label, e.failing_since, e.disabled_at, e.disabled_reason
), given_up AS (
    UPDATE deliveries d
    SET status = 'FAILED', next_attempt_at = NULL, lease_until = NULL, error = 'ENDPOINT_DISABLED'
    FROM reached e
    WHERE e.disabled_at IS NOT NULL AND d.endpoint_id = e.id AND d.status = 'PENDING' AND d.id <> :?id::uuid
)
SELECT CASE WHEN e.disabled_at IS NOT NULL THEN
    tell_merchant(e.merchant_id, NULL, 'webhook.disabled', jsonb_build_object('webhookId', e.id,
        'label', e.label, 'reason', e.disabled_reason, 'failingSince', iso_utc(e.failing_since)))::text END AS told
FROM reached e
