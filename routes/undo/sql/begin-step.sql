-- Where an undo stands, if this claim still holds it and the import was not opened again.
SELECT n.stage, n.platform, n.external_id, n.records_read, n.pledges_total, n.backers_total, j.results::text AS results,
    -- A plan that was made while a table was small would read it whole for each record when it has grown.
    set_config('enable_seqscan', CASE n.stage WHEN 'inventory' THEN 'on' ELSE 'off' END, TRUE) AS whole_tables
FROM undos n
JOIN jobs j ON j.id = n.id
JOIN jobs i ON i.id = n.upload_id
WHERE n.id = :?undo::uuid AND n.claims = :?claim AND j.status = 'PROCESSING' AND i.status IN ('COMPLETED', 'FAILED', 'CANCELLED')
