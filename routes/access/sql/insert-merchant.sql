-- Stores a merchant under the first free form of its slug with its first key; no row if another took that slug meanwhile.
WITH merchant AS (
    INSERT INTO merchants (slug, name)
    SELECT candidate, :?name
    FROM generate_series(1, 10000) AS number,
         LATERAL (SELECT :?slug::text || CASE WHEN number > 1 THEN '-' || number ELSE '' END AS candidate)
    WHERE NOT EXISTS (SELECT FROM merchants WHERE slug = candidate)
    ORDER BY number
    LIMIT 1
    ON CONFLICT (slug) DO NOTHING
    RETURNING id, slug, name, created_at
), key AS (
    INSERT INTO api_keys (merchant_id, key_hash, label, scopes)
    SELECT id, :?hash, 'first key', ARRAY ['admin'] FROM merchant
    RETURNING id, label, scopes, created_at
)
SELECT json_build_object(
    'id', merchant.id,
    'slug', merchant.slug,
    'name', merchant.name,
    'createdAt', iso_utc(merchant.created_at),
    'key', json_build_object(
        'id', key.id,
        'label', key.label,
        'scopes', key.scopes,
        'createdAt', iso_utc(key.created_at)))::text AS answer
FROM merchant, key
