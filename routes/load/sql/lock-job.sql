-- Holds the job where it is until this transaction ends, no row when it is no longer being processed or is to stop; and says whether records of a weaker key wait to be adopted.
SELECT j.id,
    EXISTS (SELECT FROM backers b WHERE b.campaign_id = :?campaign::uuid AND b.platform = :?platform AND b.key_rank > 0)
    OR EXISTS (SELECT FROM pledges p WHERE p.campaign_id = :?campaign::uuid AND p.platform = :?platform AND p.key_rank > 0) AS adoptable
FROM jobs j
JOIN csv_uploads u ON u.id = j.id
WHERE j.id = :?upload::uuid AND j.status = 'PROCESSING' AND u.stop IS NULL
FOR SHARE OF j
