-- Reads these pledges with their items, in this order.
SELECT json_build_object(
        'id', p.id,
        'campaign', c.slug,
        'platform', p.platform,
        'externalId', p.external_id,
        'backer', json_build_object('id', b.id, 'name', b.name, 'email', b.email),
        'amount', p.amount,
        'currency', p.currency,
        'status', p.status,
        'pledgedAt', iso_utc(p.pledged_at),
        'items', coalesce(o.items, '[]'),
        'details', p.details,
        'createdBy', n.document,
        'changedBy', m.document,
        'source', json_build_object('file', f.name, 'row', p.source_row))::text AS item
FROM unnest(:?ids::uuid[]) WITH ORDINALITY AS i (id, place)
JOIN pledges p ON p.id = i.id
JOIN campaigns c ON c.id = p.campaign_id
JOIN backers b ON b.id = p.backer_id
CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('productId', q.id, 'name', q.name, 'quantity', o.quantity) ORDER BY q.platform, q.external_id) AS items
    FROM pledge_items o
    JOIN products q ON q.id = o.product_id
    WHERE o.pledge_id = p.id) o
LEFT JOIN record_uploads n ON n.id = p.created_by_upload
LEFT JOIN record_uploads m ON m.id = p.changed_by_upload
LEFT JOIN workbook_files f ON f.workbook_id = m.workbook_id AND f.number = p.source_file
ORDER BY i.place
