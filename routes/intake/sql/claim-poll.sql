-- Claims the look through a bucket, or keeps it; no row while another process has it.
INSERT INTO bucket_polls AS p (bucket, prefix, holder, lease_until)
VALUES (:?bucket, :?prefix, :?holder::uuid, clock_timestamp() + interval '5 minutes')
ON CONFLICT (bucket, prefix) DO UPDATE SET holder = EXCLUDED.holder, lease_until = EXCLUDED.lease_until
WHERE p.holder = EXCLUDED.holder OR p.lease_until < clock_timestamp()
RETURNING p.bucket
