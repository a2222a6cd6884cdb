-- Gives an endpoint a new secret, beside which the former one signs for a while, and answers both; no row if there is none.
UPDATE webhook_endpoints
SET former_secret = secret, former_until = clock_timestamp() + :?overlap::interval,
    secret = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
WHERE id = :?id::uuid AND merchant_id = :?merchant::uuid
RETURNING (webhook_document(webhook_endpoints)::jsonb || jsonb_build_object('secret', 'whsec_' || encode(secret, 'base64')))::text AS answer
