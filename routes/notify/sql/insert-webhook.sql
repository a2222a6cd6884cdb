-- Stores an endpoint with a secret that the database makes, so that no log of statements holds it, and answers both; no row where a merchant has enough of them.
INSERT INTO webhook_endpoints (merchant_id, label, url, events, secret)
SELECT m.id, :?label::text, :?url::text, :?events::text[], sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
FROM merchants m
WHERE m.id = :?merchant::uuid AND (SELECT count(*) FROM webhook_endpoints e WHERE e.merchant_id = m.id) < :?most::integer
RETURNING (webhook_document(webhook_endpoints)::jsonb || jsonb_build_object('secret', 'whsec_' || encode(secret, 'base64')))::text AS answer
