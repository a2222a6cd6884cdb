-- Puts an erasure off after a fault that may pass, if this attempt still holds it: the sweeper queues it again when this lease ends. While the object store or the database is away an attempt does not count, for a day.
UPDATE jobs SET queued_at = NULL,
    lease_until = clock_timestamp() + CASE WHEN :?serverIsAway::boolean THEN interval '10 s' ELSE attempts * interval '2 s' END,
    attempts = CASE WHEN :?serverIsAway::boolean AND uuid_extract_timestamp(id) > clock_timestamp() - interval '1 day'
                    THEN attempts - 1 ELSE attempts END
WHERE id = :?job::uuid AND status = 'PROCESSING' AND attempts = :?attempt
