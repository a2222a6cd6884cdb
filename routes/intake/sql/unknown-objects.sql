-- Which objects of a page are files of merchants, or of the one asked for, that were neither imported nor refused before; what could not be read is looked at again after an hour.
WITH objects AS MATERIALIZED (
    SELECT o.key, o.etag, o.size
    FROM unnest(:?keys::text[], :?etags::text[], :?sizes::bigint[]) AS o (key, etag, size)
    JOIN merchants m ON m.slug = split_part(o.key, '/', 1)
    WHERE (:?merchant::text IS NULL OR m.slug = :?merchant::text)
      AND NOT EXISTS (SELECT FROM workbooks w
                      WHERE w.bucket = :?bucket AND w.object_key = o.key AND w.etag = o.etag AND w.status = 'RECEIVED' AND w.refusal IS NULL)
), again AS (
    -- Of a refused one the lease says until when nobody needs to look.
    UPDATE workbooks w SET lease_until = clock_timestamp() + interval '1 hour'
    FROM objects o
    WHERE w.bucket = :?bucket AND w.object_key = o.key AND w.etag = o.etag AND w.refusal IN ('OBJECT_NOT_FOUND', 'OBJECT_FORBIDDEN')
      AND coalesce(w.lease_until, w.received_at + interval '1 hour') < clock_timestamp()
    RETURNING w.object_key, w.etag
)
SELECT o.key, o.etag, o.size
FROM objects o
WHERE NOT EXISTS (SELECT FROM workbooks w WHERE w.bucket = :?bucket AND w.object_key = o.key AND w.etag = o.etag AND w.refusal IS NOT NULL)
   OR EXISTS (SELECT FROM again a WHERE a.object_key = o.key AND a.etag = o.etag)
