-- Gives an undo up with the reason, if this claim still holds it; what it has reversed stays so.
UPDATE jobs j
SET status = 'FAILED', phase = 'DONE', finished_at = clock_timestamp(), lease_until = NULL,
    error = jsonb_build_object('code', 'UNDO_FAILED', 'detail', :?detail::text)
FROM undos n
WHERE n.id = :?undo::uuid AND n.claims = :?claim AND j.id = n.id AND j.status = 'PROCESSING'
