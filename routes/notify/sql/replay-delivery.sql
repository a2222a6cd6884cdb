-- Makes a delivery of a merchant due again, with all its attempts before it and the same id for the receiver; "disabled" where its endpoint is, no row if there is none.
WITH found AS MATERIALIZED (
    SELECT d.id, e.disabled_at FROM deliveries d LEFT JOIN webhook_endpoints e ON e.id = d.endpoint_id
    WHERE d.id = :?id::uuid AND d.merchant_id = :?merchant::uuid
    FOR UPDATE OF d
), replayed AS (
    UPDATE deliveries d
    SET status = 'PENDING', former_attempts = CASE WHEN d.status = 'PENDING' THEN d.former_attempts ELSE d.attempts END,
        next_attempt_at = clock_timestamp(), delivered_at = NULL
    FROM found f
    WHERE d.id = f.id AND f.disabled_at IS NULL
)
SELECT CASE WHEN f.disabled_at IS NULL THEN 'replayed' ELSE 'disabled' END AS answer FROM found f
