-- Answers one page of a merchant's live keys; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT id, label, scopes, created_at, last_used_at, row_number() OVER (ORDER BY id DESC) AS number
    FROM api_keys
    WHERE merchant_id = :?merchant
      AND revoked_at IS NULL
      AND (:?after::uuid IS NULL OR id < :?after::uuid)
    ORDER BY id DESC
    LIMIT :?limit + 1
)
SELECT json_build_object(
    'items', COALESCE(json_agg(json_build_object(
        'id', id,
        'label', label,
        'scopes', scopes,
        'createdAt', iso_utc(created_at),
        'lastUsedAt', iso_utc(last_used_at)) ORDER BY number) FILTER (WHERE number <= :?limit), '[]'),
    'nextCursor', CASE WHEN count(*) > :?limit THEN page_cursor((array_agg(id ORDER BY number))[:?limit]) END
)::text AS answer
FROM page
