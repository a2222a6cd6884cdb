-- Notes what is about to be sent to the model, but for the cells.
INSERT INTO ai_calls (id, job_id, purpose, chunk, first_row, rows, columns, model, tokens_in)
VALUES (:?call::uuid, :?job::uuid, :?purpose, :?chunk::integer, :?firstRow::bigint, :?rows, :?columns::text[], :?model, :?tokens::bigint)
