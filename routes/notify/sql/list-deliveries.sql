-- Answers one page of a merchant's deliveries, of one endpoint or status if asked for; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT d.*, row_number() OVER (ORDER BY d.id DESC) AS number
    FROM deliveries d
    WHERE d.merchant_id = :?merchant::uuid AND (:?after::uuid IS NULL OR d.id < :?after::uuid)
      AND (:?webhook::uuid IS NULL OR d.endpoint_id = :?webhook::uuid) AND (:?status::text IS NULL OR d.status = :?status::text)
    ORDER BY d.id DESC
    LIMIT :?limit + 1
)
SELECT json_build_object(
    'items', coalesce(json_agg(json_build_object(
        'id', p.id,
        'messageId', 'msg_' || p.notification_id,
        'event', n.event,
        'jobId', n.job_id,
        'filename', n.data -> 'filename',
        'webhook', CASE WHEN e.id IS NOT NULL THEN json_build_object('id', e.id, 'label', e.label) END,
        'recipient', CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'address', r.address) END,
        'status', p.status,
        'attempts', p.attempts,
        'nextAttemptAt', iso_utc(p.next_attempt_at),
        'responseCode', p.response_code,
        'error', p.error,
        'durationMs', p.duration_ms,
        'createdAt', iso_utc(p.created_at),
        'attemptedAt', iso_utc(p.attempted_at),
        'deliveredAt', iso_utc(p.delivered_at)) ORDER BY p.number) FILTER (WHERE p.number <= :?limit), '[]'),
    'nextCursor', CASE WHEN count(*) > :?limit THEN page_cursor((array_agg(p.id ORDER BY p.number))[:?limit]) END)::text AS answer
FROM page p
JOIN notifications n ON n.id = p.notification_id
LEFT JOIN webhook_endpoints e ON e.id = p.endpoint_id
LEFT JOIN email_recipients r ON r.id = p.recipient_id
