-- Completes a batch with its answers, if this claim still holds it, and keeps those that are new for the same cells in other rows.
WITH completed AS (
    UPDATE ai_batches SET status = 'COMPLETED', lease_until = NULL, finished_at = clock_timestamp(), error = NULL,
        usable = :?usable, answers = :?answers::json
    WHERE upload_id = :?upload::uuid AND chunk = :?chunk AND first_row = :?firstRow::bigint
      AND status = 'PROCESSING' AND claims = :?claim
    RETURNING first_row
)
INSERT INTO ai_answers AS a (merchant_id, hash, cells)
SELECT DISTINCT ON (n.hash) :?merchant::uuid, n.hash, n.cells::json
FROM completed, unnest(:?hashes::text[], :?cells::text[]) AS n (hash, cells)
-- In one order, so that two batches with the same cells do not wait for each other.
ORDER BY n.hash
ON CONFLICT (merchant_id, hash) DO UPDATE SET answered_at = clock_timestamp(), cells = EXCLUDED.cells
