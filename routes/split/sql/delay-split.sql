-- Puts a slice off after a fault that may pass: the sweeper queues it again when this lease ends.
UPDATE csv_uploads SET split_lease = clock_timestamp() + split_attempts * interval '2 s', split_queued_at = NULL
WHERE id = :?upload::uuid AND split_closed_at IS NULL AND split_error IS NULL
