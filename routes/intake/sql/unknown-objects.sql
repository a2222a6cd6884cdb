-- Which objects of a page are files of merchants, or of the one asked for, that were neither imported nor refused before.
SELECT o.key, o.etag, o.size
FROM unnest(:?keys::text[], :?etags::text[], :?sizes::bigint[]) AS o (key, etag, size)
JOIN merchants m ON m.slug = split_part(o.key, '/', 1)
WHERE (:?merchant::text IS NULL OR m.slug = :?merchant::text)
  AND NOT EXISTS (SELECT FROM workbooks w
                  WHERE w.bucket = :?bucket AND w.object_key = o.key AND w.etag = o.etag AND w.status = 'RECEIVED' AND w.refusal IS NULL)
  AND NOT EXISTS (SELECT FROM workbooks w
                  WHERE w.bucket = :?bucket AND w.object_key = o.key AND w.etag = o.etag AND w.refusal IS NOT NULL)
