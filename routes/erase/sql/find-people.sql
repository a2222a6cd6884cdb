-- Finds the backers of a merchant that are one person: the one that was asked for, all with that e-mail address, and those that a search through chunks has found.
SELECT b.id, b.campaign_id, b.platform, b.external_id, b.key_rank::integer AS key_rank, b.number
FROM backers b
JOIN campaigns c ON c.id = b.campaign_id
WHERE b.id = :?backer::uuid AND c.merchant_id = :?merchant::uuid
UNION
SELECT b.id, b.campaign_id, b.platform, b.external_id, b.key_rank::integer, b.number
FROM campaigns c
JOIN backers b ON b.campaign_id = c.id
WHERE c.merchant_id = :?merchant::uuid AND lower(btrim(b.email)) = lower(:?email)
UNION
SELECT b.id, b.campaign_id, b.platform, b.external_id, b.key_rank::integer, b.number
FROM erasures e
JOIN backers b ON b.id = ANY (e.backers)
WHERE e.id = :?job::uuid
