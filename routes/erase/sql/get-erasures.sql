-- How many people a merchant has erased, and the key of their hashes.
SELECT erasures, erasure_key FROM merchants WHERE id = :?merchant::uuid
