-- Answers a merchant's campaign with what is in it and the last of its imports.
SELECT json_build_object(
    'id', c.id,
    'slug', c.slug,
    'name', c.name,
    'timezone', c.timezone,
    'currency', c.currency,
    'createdAt', iso_utc(c.created_at),
    'counts', json_build_object(
        'backers', (SELECT count(*) FROM backers b WHERE b.campaign_id = c.id),
        'pledges', (SELECT count(*) FROM pledges p WHERE p.campaign_id = c.id),
        'products', (SELECT count(*) FROM products p WHERE p.campaign_id = c.id),
        'surveys', (SELECT count(*) FROM backers b JOIN surveys s ON s.backer_id = b.id WHERE b.campaign_id = c.id),
        'imports', (SELECT count(*) FROM csv_uploads u WHERE u.campaign_id = c.id)),
    'lastImport', (
        SELECT json_build_object('jobId', u.id, 'filename', w.filename, 'at', iso_utc(j.created_at), 'status', j.status)
        FROM csv_uploads u
        JOIN jobs j ON j.id = u.id
        JOIN workbooks w ON w.id = u.workbook_id
        WHERE u.campaign_id = c.id
        ORDER BY u.id DESC
        LIMIT 1))::text AS answer
FROM campaigns c
WHERE c.merchant_id = :?merchant::uuid AND c.slug = :?slug::text
