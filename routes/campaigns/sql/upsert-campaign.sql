-- Creates a merchant's campaign or changes the one with this slug, and answers it as it is now.
INSERT INTO campaigns (merchant_id, slug, name, timezone, currency)
VALUES (:?merchant, :?slug, :?name, :?timezone, :?currency)
ON CONFLICT (merchant_id, slug) DO UPDATE
SET name = EXCLUDED.name, timezone = EXCLUDED.timezone, currency = EXCLUDED.currency
RETURNING json_build_object(
    'id', id,
    'slug', slug,
    'name', name,
    'timezone', timezone,
    'currency', currency,
    'createdAt', iso_utc(created_at))::text AS answer
