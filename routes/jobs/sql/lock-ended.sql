-- Waits for whoever opens, undoes or expires a job, and keeps them out until the transaction ends: the next statement sees what they did.
SELECT id FROM jobs WHERE id = :?job::uuid AND merchant_id = :?merchant::uuid FOR UPDATE
