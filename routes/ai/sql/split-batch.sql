-- Halves a batch whose answer cannot be used or that is too long to ask, if this claim still holds it; each half is asked alone.
WITH first_half AS (
    UPDATE ai_batches SET status = 'PENDING', lease_until = NULL, attempts = 0, rows = :?half, depth = depth + :?deeper
    WHERE upload_id = :?upload::uuid AND chunk = :?chunk AND first_row = :?firstRow::bigint
      AND status = 'PROCESSING' AND claims = :?claim AND rows > :?half
    RETURNING upload_id, chunk, first_row, origin_row, depth, started_at
)
INSERT INTO ai_batches (upload_id, chunk, first_row, rows, origin_row, depth, started_at)
SELECT upload_id, chunk, first_row + :?half, :?rows - :?half, origin_row, depth, started_at FROM first_half
