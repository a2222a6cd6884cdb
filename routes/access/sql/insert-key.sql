-- Stores a new key's hash and answers the key as the contract shows it, without its text.
INSERT INTO api_keys (merchant_id, key_hash, label, scopes)
VALUES (:?merchant, :?hash, :?label, :?scopes)
RETURNING json_build_object(
    'id', id,
    'label', label,
    'scopes', scopes,
    'createdAt', iso_utc(created_at))::text AS answer
