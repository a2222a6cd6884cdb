-- Reads the surveys of these backers, in this order.
SELECT json_build_object(
        'campaign', c.slug,
        'backer', json_build_object('id', b.id, 'name', b.name, 'email', b.email),
        'answeredAt', iso_utc(s.answered_at),
        'answers', s.answers,
        'createdBy', n.document,
        'changedBy', m.document,
        'source', json_build_object('file', f.name, 'row', s.source_row))::text AS item
FROM unnest(:?ids::uuid[]) WITH ORDINALITY AS i (id, place)
JOIN backers b ON b.id = i.id
JOIN campaigns c ON c.id = b.campaign_id
JOIN surveys s ON s.backer_id = b.id
LEFT JOIN record_uploads n ON n.id = s.created_by_upload
LEFT JOIN record_uploads m ON m.id = s.changed_by_upload
LEFT JOIN workbook_files f ON f.workbook_id = m.workbook_id AND f.number = s.source_file
ORDER BY i.place
