-- Answers one page of a merchant's jobs, newest first; the row beyond the limit only says that there is a next page.
WITH page AS (
    -- Ids only: the figures of a running job are summed from its chunks, so documents are made of what is shown.
    SELECT id, row_number() OVER (ORDER BY id DESC) AS number
    FROM job_documents
    WHERE merchant_id = :?merchant::uuid
      AND (:?after::uuid IS NULL OR id < :?after::uuid)
      AND (:?status::upload_status IS NULL OR status = :?status::upload_status)
      AND (:?workbook::uuid IS NULL OR id IN (SELECT j.id FROM jobs j WHERE j.target = :?workbook::uuid))
      AND (:?campaign::text IS NULL OR campaign = :?campaign::text)
    ORDER BY id DESC
    LIMIT :?limit::integer + 1
)
SELECT json_build_object(
    'items', (
        SELECT COALESCE(json_agg(d.document::json ORDER BY p.number), '[]')
        FROM page p
        JOIN job_documents d ON d.id = p.id
        WHERE p.number <= :?limit::integer),
    'nextCursor', CASE WHEN count(*) > :?limit::integer THEN page_cursor((array_agg(id ORDER BY number))[:?limit::integer]) END
)::text AS answer
FROM page
