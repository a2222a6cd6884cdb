-- Which of these hashes are of people whom the merchant has erased.
SELECT encode(p.hash, 'hex') AS hash
FROM unnest(:?hashes::bytea[]) AS h (hash)
JOIN erased_people p ON p.merchant_id = :?merchant::uuid AND p.hash = h.hash
