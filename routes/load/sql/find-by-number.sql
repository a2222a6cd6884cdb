-- Finds the backers of a better key that have these numbers; no look when the campaign knows no other import.
SELECT b.number, min(b.external_id) AS external_id
FROM backers b
WHERE b.campaign_id = :?campaign::uuid AND b.platform = :?platform AND b.key_rank = 0 AND b.number = ANY (:?weakNumbers::text[])
  AND EXISTS (SELECT FROM csv_uploads u WHERE u.campaign_id = :?campaign::uuid AND u.id <> :?upload::uuid)
GROUP BY b.number
HAVING count(*) = 1
