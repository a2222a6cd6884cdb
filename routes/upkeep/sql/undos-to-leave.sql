-- Finds an undo that ended when nobody was there to sum the inventory of what it left; not where chunks are loaded, whose end does that and for whose locks it would wait.
SELECT n.id::text AS undo, j.campaign_id::text AS campaign
FROM undos n
JOIN jobs j ON j.id = n.id
WHERE n.stage <> 'left' AND j.status NOT IN ('PENDING', 'PROCESSING')
  AND NOT EXISTS (SELECT FROM jobs o WHERE o.campaign_id = j.campaign_id AND o.status = 'PROCESSING' AND o.phase = 'LOADING')
LIMIT 1
