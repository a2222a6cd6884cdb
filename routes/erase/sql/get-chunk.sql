-- All that a chunk keeps of its rows.
SELECT c.number, c.xmin::text AS version, c.first_row, c.data::text AS data, c.errors::text AS errors,
    (SELECT json_agg(json_build_object('first', b.first_row, 'answers', b.answers))::text
     FROM ai_batches b WHERE b.upload_id = c.upload_id AND b.chunk = c.number AND b.status = 'COMPLETED') AS answers
FROM csv_upload_chunks c
WHERE c.upload_id = :?upload::uuid AND c.number = :?chunk::integer
