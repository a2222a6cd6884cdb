-- Holds an erasure and its merchant until this transaction ends, and gives the key of his hashes; no row when the erasure is no longer ours.
SELECT m.erasure_key
FROM jobs j
JOIN merchants m ON m.id = j.merchant_id
WHERE j.id = :?job::uuid AND j.status = 'PROCESSING' AND j.attempts = :?attempt
FOR NO KEY UPDATE OF j, m
