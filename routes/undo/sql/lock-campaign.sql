-- Has a campaign to itself until the transaction ends: no upload of it is ended meanwhile, and no chunk written.
SELECT pg_advisory_xact_lock(hashtextextended(:?campaign, 0))::text AS ends,
    pg_advisory_xact_lock(hashtextextended(:?campaign, 1))::text AS chunks
