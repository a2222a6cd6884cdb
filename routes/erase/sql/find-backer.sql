-- The backer of a merchant, and the e-mail address by which others are the same person; also one that was erased before.
SELECT b.id::text AS id, nullif(lower(btrim(b.email)), '') AS email
FROM backers b
JOIN campaigns c ON c.id = b.campaign_id
WHERE b.id = :?backer::uuid AND c.merchant_id = :?merchant::uuid
UNION ALL
SELECT :?backer::text, NULL
FROM (SELECT FROM erasures e WHERE e.merchant_id = :?merchant::uuid AND :?backer::uuid = ANY (e.backers) LIMIT 1) AS erased
