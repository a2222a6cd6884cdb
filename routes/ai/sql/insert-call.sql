-- Notes what is about to be sent to the model, but for the cells; from its first call on a batch waits for the provider.
WITH asked AS (
    UPDATE ai_batches SET started_at = clock_timestamp()
    WHERE upload_id = :?job::uuid AND chunk = :?chunk::integer AND first_row = :?firstRow::bigint AND started_at IS NULL
)
INSERT INTO ai_calls (id, job_id, purpose, chunk, first_row, rows, columns, model, tokens_in)
VALUES (:?call::uuid, :?job::uuid, :?purpose, :?chunk::integer, :?firstRow::bigint, :?rows, :?columns::text[], :?model, :?tokens::bigint)
