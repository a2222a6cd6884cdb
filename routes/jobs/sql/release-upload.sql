-- Lets the chunks of a blocking upload be written, because every row of it is good.
UPDATE csv_uploads SET validated_at = clock_timestamp()
WHERE id = :?upload::uuid AND validated_at IS NULL AND stop IS NULL AND status = 'PROCESSING'
