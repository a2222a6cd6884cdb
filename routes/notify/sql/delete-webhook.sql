-- Removes an endpoint of a merchant with the log of its deliveries; no row if there is none.
DELETE FROM webhook_endpoints WHERE id = :?id::uuid AND merchant_id = :?merchant::uuid RETURNING id
