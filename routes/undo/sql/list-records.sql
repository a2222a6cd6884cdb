-- Answers one page of the records of an undo in the order in which it came to them; the row beyond the limit only says that there is a next page.
WITH page AS (
    SELECT r.*, row_number() OVER (ORDER BY r.number) AS place
    FROM undo_records r
    WHERE r.undo_id = :?job::uuid AND r.number > :?after::bigint AND (:?outcome::text IS NULL OR r.outcome = :?outcome::text)
    ORDER BY r.number
    LIMIT :?limit::integer + 1
)
SELECT json_build_object(
    'items', COALESCE(json_agg(json_build_object(
        'table', CASE table_name WHEN 'pledge_items' THEN 'pledgeItems' ELSE table_name END,
        'id', record_id,
        'productId', product_id,
        'outcome', outcome,
        'reason', reason) ORDER BY place) FILTER (WHERE place <= :?limit::integer), '[]'),
    -- A number as the upper half of an id, so that cursors have one form everywhere.
    'nextCursor', CASE WHEN count(*) > :?limit::integer THEN
        page_cursor(rpad(lpad(to_hex((array_agg(number ORDER BY place))[:?limit::integer]), 16, '0'), 32, '0')::uuid) END
)::text AS answer
FROM page
