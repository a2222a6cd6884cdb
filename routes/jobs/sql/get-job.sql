-- The document of one job of a merchant.
SELECT document AS answer FROM job_documents WHERE id = :?job::uuid AND merchant_id = :?merchant::uuid
