-- Reads these products with their inventory, in this order.
SELECT json_build_object(
        'id', p.id,
        'campaign', c.slug,
        'platform', p.platform,
        'externalId', p.external_id,
        'name', p.name,
        'sku', p.sku,
        'price', p.price,
        'pledged', v.pledged,
        'inventoryAt', iso_utc(v.updated_at),
        'createdBy', n.document,
        'changedBy', m.document,
        'source', json_build_object('file', f.name, 'row', p.source_row))::text AS item
FROM unnest(:?ids::uuid[]) WITH ORDINALITY AS i (id, place)
JOIN products p ON p.id = i.id
JOIN campaigns c ON c.id = p.campaign_id
LEFT JOIN inventory v ON v.product_id = p.id
LEFT JOIN record_uploads n ON n.id = p.created_by_upload
LEFT JOIN record_uploads m ON m.id = p.changed_by_upload
LEFT JOIN workbook_files f ON f.workbook_id = m.workbook_id AND f.number = p.source_file
ORDER BY i.place
