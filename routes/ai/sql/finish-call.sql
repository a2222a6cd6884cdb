-- Notes how a call of the model ended and what it used, as far as the model has said.
UPDATE ai_calls SET answered_at = clock_timestamp(), outcome = :?outcome,
    tokens_in = coalesce(:?tokensIn::bigint, tokens_in), tokens_out = coalesce(:?tokensOut::bigint, tokens_out)
WHERE id = :?call::uuid AND answered_at IS NULL
