-- Reads these backers, in this order.
SELECT json_build_object(
        'id', b.id,
        'campaign', c.slug,
        'platform', b.platform,
        'externalId', b.external_id,
        'number', b.number,
        'email', b.email,
        'name', b.name,
        'country', b.country,
        'address', b.address,
        'createdBy', n.document,
        'changedBy', m.document,
        'source', json_build_object('file', f.name, 'row', b.source_row))::text AS item
FROM unnest(:?ids::uuid[]) WITH ORDINALITY AS i (id, place)
JOIN backers b ON b.id = i.id
JOIN campaigns c ON c.id = b.campaign_id
LEFT JOIN record_uploads n ON n.id = b.created_by_upload
LEFT JOIN record_uploads m ON m.id = b.changed_by_upload
LEFT JOIN workbook_files f ON f.workbook_id = m.workbook_id AND f.number = b.source_file
ORDER BY i.place
