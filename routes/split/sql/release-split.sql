-- Gives a split back after a slice, so that the feeder queues its next one when the loaders have caught up.
UPDATE csv_uploads SET split_lease = NULL, split_attempts = 0, split_queued_at = NULL
WHERE id = :?upload::uuid AND split_closed_at IS NULL
