-- The next records of an undo, for the whole list.
SELECT r.number, CASE r.table_name WHEN 'pledge_items' THEN 'pledgeItems' ELSE r.table_name END AS table,
    r.record_id::text AS id, r.product_id::text AS product, r.outcome, r.reason
FROM undo_records r
WHERE r.undo_id = :?job::uuid AND r.number > :?after::bigint AND (:?outcome::text IS NULL OR r.outcome = :?outcome::text)
ORDER BY r.number
LIMIT 1000
