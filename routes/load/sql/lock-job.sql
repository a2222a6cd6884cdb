-- Holds the job where it is until this transaction ends: no row when it is no longer being processed.
SELECT id FROM jobs WHERE id = :?upload::uuid AND status = 'PROCESSING' FOR SHARE
