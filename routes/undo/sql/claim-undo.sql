-- Claims an undo whose import has ended; no row when somebody else has it, it has ended or has to wait.
WITH claimed AS (
    UPDATE jobs j
    SET status = 'PROCESSING', phase = 'LOADING', attempts = j.attempts + 1,
        lease_until = clock_timestamp() + :?lease::interval, started_at = coalesce(j.started_at, clock_timestamp())
    FROM undos n
    JOIN jobs i ON i.id = n.upload_id
    WHERE j.id = :?undo::uuid AND n.id = j.id AND j.status IN ('PENDING', 'PROCESSING')
      AND i.status IN ('COMPLETED', 'FAILED', 'CANCELLED')
      AND j.attempts < :?maxAttempts::integer AND (j.lease_until IS NULL OR j.lease_until < clock_timestamp())
    RETURNING j.id, j.attempts, j.campaign_id, n.upload_id
), noted AS (
    UPDATE undos n
    SET claims = n.claims + 1,
        pledges_total = coalesce(n.pledges_total, (SELECT count(*) FROM pledges p WHERE p.campaign_id = c.campaign_id)),
        backers_total = coalesce(n.backers_total, (SELECT count(*) FROM backers b WHERE b.campaign_id = c.campaign_id))
    FROM claimed c
    WHERE n.id = c.id
    RETURNING n.id, n.claims
), told AS (
    UPDATE jobs i
    SET warnings = i.warnings || jsonb_build_array(jsonb_build_object('code', 'UNDONE', 'detail', format(
        'Job %s undoes this import, as far as its records have not changed since.', c.id)))
    FROM claimed c
    JOIN noted n ON n.id = c.id
    WHERE i.id = c.upload_id AND n.claims = 1
)
SELECT c.id, c.attempts, c.campaign_id, c.upload_id, n.claims,
    -- The import before it that may have spoken of the same records.
    (SELECT f.id FROM csv_uploads u
     JOIN csv_uploads f ON f.campaign_id = u.campaign_id AND f.platform IS NOT DISTINCT FROM u.platform
     WHERE u.id = c.upload_id AND f.id < u.id AND f.status <> 'PENDING' AND f.mode IN ('upsert', 'update')
       AND NOT EXISTS (SELECT FROM undos x JOIN jobs y ON y.id = x.id WHERE x.upload_id = f.id AND y.status = 'COMPLETED')
     ORDER BY f.id DESC
     LIMIT 1) AS former
FROM claimed c
JOIN noted n ON n.id = c.id
