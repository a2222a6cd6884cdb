-- Takes the splits to queue: neither in work nor waiting in the queue, and not too far ahead of the loaders.
UPDATE csv_uploads u SET split_queued_at = clock_timestamp()
FROM jobs j
WHERE u.status IN ('PENDING', 'PROCESSING') AND j.id = u.id AND j.phase <> 'WAITING_FOR_MAPPING'
  AND u.split_closed_at IS NULL AND u.split_error IS NULL AND u.stop IS NULL
  AND (u.split_queued_at IS NULL OR u.split_queued_at < clock_timestamp() - :?stale::interval)
  AND (u.split_lease IS NULL OR u.split_lease < clock_timestamp())
  AND (SELECT count(*) FROM csv_upload_chunks c
       WHERE c.upload_id = u.id AND c.validated_at IS NULL AND c.status IN ('PENDING', 'PROCESSING')) < :?openChunks::integer
RETURNING u.id::text AS address
