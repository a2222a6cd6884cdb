-- Takes turns with the ends of uploads, which sum up the inventory, too.
SELECT pg_advisory_xact_lock(hashtextextended(c.id, 0))::text AS turn
FROM (SELECT id FROM unnest(:?campaigns::text[]) AS u (id) ORDER BY id) AS c
