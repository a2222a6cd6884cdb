-- Answers one endpoint of a merchant, without its secret; no row if there is none.
SELECT webhook_document(e)::text AS answer FROM webhook_endpoints e WHERE e.id = :?id::uuid AND e.merchant_id = :?merchant::uuid
