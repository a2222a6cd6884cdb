-- Lets the feeders of batches take turns; what the one before has queued is seen by the next statement only.
SELECT pg_advisory_xact_lock(hashtextextended('ai_batches', 0))::text AS turn
