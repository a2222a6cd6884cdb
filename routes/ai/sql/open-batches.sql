-- Whether any batch waits at all; a look without a lock.
SELECT 1 AS open FROM ai_batches WHERE status IN ('PENDING', 'PROCESSING') LIMIT 1
