-- The import of a merchant whose failed rows an upload brings again.
SELECT j.status::text AS status, c.slug AS campaign, u.mode, u.platform,
    (u.on_error = 'block' AND u.validated_at IS NULL AND u.stop IS NOT NULL) AS blocked, u.errors_expired_at IS NOT NULL AS expired
FROM jobs j
JOIN csv_uploads u ON u.id = j.id
JOIN campaigns c ON c.id = j.campaign_id
WHERE j.id = :?corrects::uuid AND j.merchant_id = :?merchant::uuid
