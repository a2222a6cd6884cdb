-- Removes what was told long ago with its deliveries, former secrets that no longer sign, and gives up what nobody could send, as e-mails while there was no server.
WITH gone AS (
    DELETE FROM notifications WHERE created_at < clock_timestamp() - :?kept::interval
), forgotten AS (
    UPDATE webhook_endpoints SET former_secret = NULL, former_until = NULL WHERE former_until < clock_timestamp()
)
UPDATE deliveries SET status = 'FAILED', next_attempt_at = NULL, lease_until = NULL, error = 'TOO_LATE'
WHERE status = 'PENDING' AND next_attempt_at < clock_timestamp() - :?late::interval
  AND created_at >= clock_timestamp() - :?kept::interval
