-- Finds one page of the surveys of a campaign's backers in the order asked for, and where it ends; one more says that there is a next page.
WITH found AS NOT MATERIALIZED (
    -- Whatever the locale of the database: letters of any language, in the order of their language-neutral alphabet.
    -- A search looks at all surveys at once: along the index of the keys, which || hides, it would look up each by itself.
    SELECT b.id, CASE WHEN :?pattern::text IS NULL THEN b.platform ELSE (b.platform || '') END AS platform, b.external_id, CASE :?sort::text
        WHEN 'answeredAt' THEN to_char(s.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
        WHEN 'backer' THEN lower(b.name COLLATE pg_c_utf8) COLLATE "default"
        WHEN 'createdAt' THEN s.created_by_upload::text
        WHEN 'changedAt' THEN s.changed_by_upload::text END AS value
    FROM backers b
    JOIN surveys s ON s.backer_id = b.id
    WHERE b.campaign_id = :?campaign::uuid
      AND (:?job::uuid IS NULL OR :?job::uuid IN (s.created_by_upload, s.changed_by_upload))
      AND (:?backer::uuid IS NULL OR b.id = :?backer::uuid)
      AND (:?pattern::text IS NULL
        OR concat_ws(chr(10), b.name, b.email, b.number, b.external_id) ILIKE :?pattern::text COLLATE pg_c_utf8
        -- The words as JSON writes them, first: reading answer by answer takes five times as long.
        OR s.answers::text ILIKE :?written::text COLLATE pg_c_utf8 AND EXISTS (SELECT FROM jsonb_each_text(s.answers) a WHERE a.value ILIKE :?pattern::text COLLATE pg_c_utf8))
), page AS (
    -- Without a sort in the order of the keys, which the index has at any depth.
    (SELECT id, (platform || ' ' || external_id) COLLATE "default" AS key, row_number() OVER (ORDER BY platform, external_id) AS place
     FROM found
     WHERE :?sort::text IS NULL AND (:?after::uuid IS NULL OR (platform, external_id) > (:?afterPlatform::text, :?afterKey::text))
     ORDER BY platform, external_id
     LIMIT :?limit::integer + 1)
    UNION ALL
    (SELECT id, coalesce(up, down) COLLATE "default", row_number() OVER (ORDER BY up, down DESC, up_id, down_id DESC)
     FROM (
        SELECT id, CASE WHEN NOT :?descending::boolean THEN key END AS up, CASE WHEN :?descending::boolean THEN key END AS down,
            CASE WHEN NOT :?descending::boolean THEN id END AS up_id, CASE WHEN :?descending::boolean THEN id END AS down_id
        -- What has no value comes last both ways.
        FROM (
            SELECT id, (CASE WHEN (value IS NULL) = :?descending::boolean THEN '0' ELSE '1' END || coalesce(value, '')) COLLATE "unicode" AS key
            FROM found) f
        WHERE :?sort::text IS NOT NULL AND (:?after::uuid IS NULL
            OR CASE WHEN :?descending::boolean THEN (key, id) < (:?afterKey::text, :?after::uuid) ELSE (key, id) > (:?afterKey::text, :?after::uuid) END)
        ORDER BY up, down DESC, up_id, down_id DESC
        LIMIT :?limit::integer + 1) s)
)
SELECT string_agg(id::text, ',' ORDER BY place) AS ids, (array_agg(key ORDER BY place))[:?limit::integer] AS key FROM page
