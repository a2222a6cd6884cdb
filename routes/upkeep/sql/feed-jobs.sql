-- Takes the undos and erasures to queue: neither in work nor waiting in the queue.
UPDATE jobs j SET queued_at = clock_timestamp()
WHERE j.kind = :?kind AND j.status IN ('PENDING', 'PROCESSING')
  AND (j.queued_at IS NULL OR j.queued_at < clock_timestamp() - :?stale::interval)
  AND (j.lease_until IS NULL OR j.lease_until < clock_timestamp())
RETURNING j.id::text AS address
