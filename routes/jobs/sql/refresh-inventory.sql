-- Recomputes the inventory of a campaign: the pieces of each product in pledges that still stand.
INSERT INTO inventory AS i (product_id, pledged)
SELECT p.id, coalesce(s.pledged, 0)
FROM products p
LEFT JOIN (
    SELECT t.product_id, sum(t.quantity) AS pledged
    FROM pledges g
    JOIN pledge_items t ON t.pledge_id = g.id
    WHERE g.campaign_id = :?campaign::uuid
      AND coalesce(g.status, '') NOT IN ('dropped', 'canceled', 'cancelled', 'errored', 'failed', 'refunded', 'placedwithpaymenterror')
    GROUP BY t.product_id) s ON s.product_id = p.id
WHERE p.campaign_id = :?campaign::uuid
ORDER BY p.id
ON CONFLICT (product_id) DO UPDATE SET pledged = EXCLUDED.pledged, updated_at = clock_timestamp()
    WHERE i.pledged <> EXCLUDED.pledged
