-- Claims the look through a bucket, or keeps it; no row while another process has it.
INSERT INTO bucket_polls AS p (bucket, prefix, holder, lease_until)
VALUES (:?bucket, :?prefix, :?holder::uuid, clock_timestamp() + interval '5 minutes')
ON CONFLICT (bucket, prefix) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
WHERE p.holder = excluded.holder OR p.lease_until < clock_timestamp()
RETURNING p.bucket
