-- Whether a merchant has this job, how it stands, what was uploaded, what of it is no longer kept, and what speaks for or against trying it again.
SELECT j.kind, j.status::text AS status, w.filename, u.stop ->> 'code' AS stop, u.split_error IS NOT NULL AS split_failed,
    w.bucket, coalesce(f.object_key, w.object_key) AS object_key, is_undone(j.id) AS undone,
    u.payload_expired_at IS NOT NULL AS payload_expired, u.errors_expired_at IS NOT NULL AS errors_expired
FROM jobs j
LEFT JOIN workbooks w ON w.id = j.target
LEFT JOIN csv_uploads u ON u.id = j.id
LEFT JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = u.split_file
WHERE j.id = :?job::uuid AND j.merchant_id = :?merchant::uuid
