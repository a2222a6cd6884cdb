-- Answers one page of a merchant's campaigns; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT id, slug, name, timezone, currency, created_at, row_number() OVER (ORDER BY id DESC) AS number
    FROM campaigns
    WHERE merchant_id = :?merchant
      AND (:?after::uuid IS NULL OR id < :?after::uuid)
    ORDER BY id DESC
    LIMIT :?limit + 1
)
SELECT json_build_object(
    'items', COALESCE(json_agg(json_build_object(
        'id', id,
        'slug', slug,
        'name', name,
        'timezone', timezone,
        'currency', currency,
        'createdAt', iso_utc(created_at)) ORDER BY number) FILTER (WHERE number <= :?limit), '[]'),
    'nextCursor', CASE WHEN count(*) > :?limit THEN page_cursor((array_agg(id ORDER BY number))[:?limit]) END
)::text AS answer
FROM page
