-- Gives the split up with the reason; the chunks before it stay and are reported.
UPDATE csv_uploads SET split_lease = NULL, split_queued_at = NULL,
    split_error = jsonb_strip_nulls(jsonb_build_object('code', :?code::text, 'detail', :?detail::text, 'row', :?row::bigint))
WHERE id = :?upload::uuid AND split_closed_at IS NULL AND split_error IS NULL AND stop IS NULL
