-- Fails the imports that have waited too long for somebody to say what their columns mean, and forgets old idempotency keys.
WITH forgotten AS (
    UPDATE workbooks SET idempotency_key = NULL, request_hash = NULL
    WHERE idempotency_key IS NOT NULL AND created_at < clock_timestamp() - :?keys::interval
)
UPDATE jobs SET status = 'FAILED', phase = 'DONE', finished_at = clock_timestamp(),
    error = jsonb_build_object('code', 'MAPPING_NOT_CONFIRMED', 'detail', 'Nobody confirmed the mapping of the columns in time.')
WHERE status = 'PENDING' AND phase = 'WAITING_FOR_MAPPING' AND created_at < clock_timestamp() - :?mapping::interval
