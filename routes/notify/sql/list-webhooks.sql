-- Answers one page of a merchant's endpoints; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT e.id, webhook_document(e) AS document, row_number() OVER (ORDER BY e.id DESC) AS number
    FROM webhook_endpoints e
    WHERE e.merchant_id = :?merchant::uuid AND (:?after::uuid IS NULL OR e.id < :?after::uuid)
    ORDER BY e.id DESC
    LIMIT :?limit + 1
)
SELECT json_build_object(
    'items', coalesce(json_agg(document ORDER BY number) FILTER (WHERE number <= :?limit), '[]'),
    'nextCursor', CASE WHEN count(*) > :?limit THEN page_cursor((array_agg(id ORDER BY number))[:?limit]) END)::text AS answer
FROM page
