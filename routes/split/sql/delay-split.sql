-- Puts a slice off after a fault that may pass: the sweeper queues it again when this lease ends. While the object store or the database is away an attempt does not count, for a day.
UPDATE csv_uploads SET split_queued_at = NULL,
    split_lease = clock_timestamp() + CASE WHEN :?serverIsAway::boolean THEN interval '10 s' ELSE split_attempts * interval '2 s' END,
    split_attempts = CASE WHEN :?serverIsAway::boolean AND uuid_extract_timestamp(id) > clock_timestamp() - interval '1 day'
                          THEN greatest(split_attempts - 1, 0) ELSE split_attempts END
WHERE id = :?upload::uuid AND split_closed_at IS NULL AND split_error IS NULL
