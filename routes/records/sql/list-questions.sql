-- The questions that any backer of a campaign has answered: the columns of the CSV of surveys.
SELECT DISTINCT k.name
FROM backers b
JOIN surveys s ON s.backer_id = b.id
CROSS JOIN LATERAL jsonb_object_keys(s.answers) AS k (name)
WHERE b.campaign_id = :?campaign::uuid
ORDER BY k.name
LIMIT 2000
