-- Lets go of the look through a bucket.
DELETE FROM bucket_polls WHERE bucket = :?bucket AND prefix = :?prefix AND holder = :?holder::uuid
