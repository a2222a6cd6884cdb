-- Fails an analysis whose file cannot be read, with the reason, if this attempt still holds it.
UPDATE jobs SET status = 'FAILED', phase = 'DONE', finished_at = clock_timestamp(), lease_until = NULL,
    error = jsonb_strip_nulls(jsonb_build_object('code', :?code::text, 'detail', :?detail::text, 'row', :?row::bigint))
WHERE id = :?analysis::uuid AND status = 'PROCESSING' AND attempts = :?attempt
