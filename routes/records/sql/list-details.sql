-- The names of all details of a campaign's pledges: the columns of their CSV.
SELECT DISTINCT k.name
FROM pledges p
CROSS JOIN LATERAL jsonb_object_keys(p.details) AS k (name)
WHERE p.campaign_id = :?campaign::uuid
ORDER BY k.name
LIMIT 2000
