-- Whether a merchant has this job, and how it stands.
SELECT id::text AS id, status::text AS status FROM jobs WHERE id = :?job::uuid AND merchant_id = :?merchant::uuid
