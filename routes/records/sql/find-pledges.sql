-- Finds one page of a campaign's pledges in the order asked for, and where it ends; one more says that there is a next page.
WITH found AS NOT MATERIALIZED (
    -- Whatever the locale of the database: letters of any language, in the order of their language-neutral alphabet.
    SELECT p.id, p.platform, p.external_id, CASE :?sort::text
        WHEN 'amount' THEN lpad(p.amount::text, 15, '0')
        WHEN 'pledgedAt' THEN to_char(p.pledged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
        WHEN 'status' THEN p.status
        WHEN 'backer' THEN lower(b.name COLLATE pg_c_utf8) COLLATE "default"
        WHEN 'createdAt' THEN p.created_by_upload::text
        WHEN 'changedAt' THEN p.changed_by_upload::text END AS value
    FROM pledges p
    -- Only where it is asked for: joining a million costs more than all the rest.
    LEFT JOIN backers b ON :?sort::text = 'backer' AND b.id = p.backer_id
    WHERE p.campaign_id = :?campaign::uuid
      AND (:?job::uuid IS NULL OR :?job::uuid IN (p.created_by_upload, p.changed_by_upload))
      AND (:?backer::uuid IS NULL OR p.backer_id = :?backer::uuid)
      AND (:?product::uuid IS NULL OR EXISTS (SELECT FROM pledge_items i WHERE i.pledge_id = p.id AND i.product_id = :?product::uuid))
      AND (:?pattern::text IS NULL
        OR concat_ws(chr(10), p.external_id, p.status) ILIKE :?pattern::text COLLATE pg_c_utf8
        OR p.backer_id IN (SELECT a.id FROM backers a WHERE a.campaign_id = :?campaign::uuid
            AND concat_ws(chr(10), a.name, a.email, a.number, a.external_id) ILIKE :?pattern::text COLLATE pg_c_utf8))
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
