-- Revokes one live key of a merchant and answers "revoked", or "operator" and changes nothing; no row if there is none.
WITH found AS (
    SELECT id, operator
    FROM api_keys
    WHERE id = :?id AND merchant_id = :?merchant AND revoked_at IS NULL
), revoked AS (
    UPDATE api_keys
    SET revoked_at = now()
    FROM found
    WHERE api_keys.id = found.id AND NOT found.operator
)
SELECT CASE WHEN operator THEN 'operator' ELSE 'revoked' END AS answer
FROM found
