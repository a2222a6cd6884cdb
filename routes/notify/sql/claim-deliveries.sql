-- Takes what is due, one of each endpoint or recipient that nobody is at, so that none holds up the others; who was told last comes last.
WITH busy AS MATERIALIZED (
    SELECT coalesce(d.endpoint_id, d.recipient_id) AS target
    FROM deliveries d WHERE d.status = 'PENDING' AND d.lease_until > clock_timestamp()
), waiting AS MATERIALIZED (
    SELECT coalesce(d.endpoint_id, d.recipient_id) AS target, min(d.next_attempt_at) AS since
    FROM deliveries d
    WHERE d.status = 'PENDING' AND d.next_attempt_at <= clock_timestamp() AND (:?mail::boolean OR d.recipient_id IS NULL)
    GROUP BY 1
), due AS MATERIALIZED (
    SELECT n.id
    FROM waiting w
    CROSS JOIN LATERAL (
        SELECT d.id FROM deliveries d
        WHERE d.status = 'PENDING' AND coalesce(d.endpoint_id, d.recipient_id) = w.target AND d.next_attempt_at <= clock_timestamp()
          AND coalesce(d.lease_until <= clock_timestamp(), TRUE)
        ORDER BY d.next_attempt_at LIMIT 1
        FOR UPDATE SKIP LOCKED) n
    WHERE w.target NOT IN (SELECT target FROM busy)
    ORDER BY w.since
    LIMIT :?limit::integer
), taken AS (
    UPDATE deliveries d
    -- An e-mail takes a dozen steps, each of which may take as long as a timeout allows.
    SET lease_until = clock_timestamp() + :?lease::interval * CASE WHEN d.recipient_id IS NULL THEN 1 ELSE 5 END, attempts = d.attempts + 1, attempted_at = clock_timestamp()
    FROM due
    WHERE d.id = due.id
    RETURNING d.*
)
SELECT t.id, t.attempts, t.attempts - t.former_attempts AS round, n.id AS message, n.event, n.data::text AS data,
    iso_utc(n.created_at) AS happened_at, e.url, e.secret,
    CASE WHEN e.former_until > clock_timestamp() THEN e.former_secret END AS former_secret, r.address
FROM taken t
JOIN notifications n ON n.id = t.notification_id
LEFT JOIN webhook_endpoints e ON e.id = t.endpoint_id
LEFT JOIN email_recipients r ON r.id = t.recipient_id
