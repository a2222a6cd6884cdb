-- Recomputes the inventory of an upload's campaign: the pieces of each product in pledges that still stand.
INSERT INTO inventory AS i (product_id, pledged)
SELECT p.id, coalesce(sum(t.quantity) FILTER (WHERE g.id IS NOT NULL), 0)
FROM csv_uploads u
JOIN products p ON p.campaign_id = u.campaign_id
LEFT JOIN pledge_items t ON t.product_id = p.id
LEFT JOIN pledges g ON g.id = t.pledge_id
    AND coalesce(g.status, '') NOT IN ('dropped', 'canceled', 'cancelled', 'errored', 'refunded')
WHERE u.id = :?upload::uuid
GROUP BY p.id
ORDER BY p.id
ON CONFLICT (product_id) DO UPDATE SET pledged = EXCLUDED.pledged, updated_at = clock_timestamp()
    WHERE i.pledged <> EXCLUDED.pledged
