-- Waits until nobody writes rows of this upload, and keeps it so until the transaction ends: the next statement sees all that was written.
SELECT j.id,
    -- Ends of one campaign take turns: the inventory that one of them sums must not be older than the one it replaces.
    pg_advisory_xact_lock(hashtextextended(u.campaign_id::text, 0))::text AS turn
FROM jobs j
JOIN csv_uploads u ON u.id = j.id
WHERE j.id = :?upload::uuid AND j.status IN ('PENDING', 'PROCESSING')
-- The job first, as its loaders hold it: the splitter and those who renew its lease do not wait for them meanwhile.
FOR UPDATE OF j, u
