-- Holds the job where it is and keeps undos out of the campaign until this transaction ends, no row when the job is no longer being processed or is to stop; and says whether records of a weaker key wait to be adopted.
SELECT j.id, enter_campaign(:?campaign::uuid, :?platform) AS adoptable
FROM jobs j
JOIN csv_uploads u ON u.id = j.id
WHERE j.id = :?upload::uuid AND j.status = 'PROCESSING' AND u.stop IS NULL
FOR SHARE OF j
