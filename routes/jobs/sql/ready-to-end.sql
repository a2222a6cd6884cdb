-- Whether an upload has nothing left to do; a look without a lock, so that it costs little after every chunk.
SELECT u.id::text AS upload, u.campaign_id::text AS campaign, u.platform
FROM csv_uploads u
WHERE u.id = :?upload::uuid AND u.status = 'PROCESSING' AND (u.split_closed_at IS NOT NULL OR u.split_error IS NOT NULL)
  AND NOT EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = u.id AND c.status IN ('PENDING', 'PROCESSING'))
