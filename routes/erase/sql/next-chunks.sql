-- The next chunks of an upload that may keep rows of somebody erased, with all they keep; those in work are left to their loaders.
SELECT c.number, c.xmin::text AS version, c.first_row, c.data::text AS data, c.errors::text AS errors,
    f.mapping_hash, f.mapping::text AS mapping,
    (SELECT json_agg(json_build_object('first', b.first_row, 'answers', b.answers))::text
     FROM ai_batches b WHERE b.upload_id = c.upload_id AND b.chunk = c.number AND b.status = 'COMPLETED') AS answers
FROM csv_upload_chunks c
JOIN csv_uploads u ON u.id = c.upload_id
JOIN workbook_files f ON f.workbook_id = u.workbook_id AND f.number = c.file
WHERE c.upload_id = :?upload::uuid AND c.number > :?after::integer AND c.erasures < :?erasures::bigint
  AND c.status <> 'PROCESSING' AND num_nonnulls(c.data, c.errors) > 0
ORDER BY c.number
LIMIT 4
