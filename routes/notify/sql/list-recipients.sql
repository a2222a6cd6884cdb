-- Answers one page of who of a merchant is told by e-mail; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT r.id, recipient_document(r) AS document, row_number() OVER (ORDER BY r.id DESC) AS number
    FROM email_recipients r
    WHERE r.merchant_id = :?merchant::uuid AND (:?after::uuid IS NULL OR r.id < :?after::uuid)
    ORDER BY r.id DESC
    LIMIT :?limit + 1
)
SELECT json_build_object(
    'mailIsConfigured', :?mail::boolean,
    'items', coalesce(json_agg(document ORDER BY number) FILTER (WHERE number <= :?limit), '[]'),
    'nextCursor', CASE WHEN count(*) > :?limit THEN page_cursor((array_agg(id ORDER BY number))[:?limit]) END)::text AS answer
FROM page
