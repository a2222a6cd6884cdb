-- Inserts the backers of a chunk that nobody knew, in the order of their keys, and returns which; the others are known by now.
INSERT INTO backers (id, campaign_id, platform, external_id, key_rank, number, email, name, country, address,
    created_by_upload, changed_by_upload, source_file, source_row)
SELECT id, :?campaign::uuid, :?platform, external_id, key_rank, number, email, name, country, address,
    :?upload::uuid, :?upload::uuid, :?file::smallint, row
FROM unnest(:?backerIds::uuid[], :?backerKeys::text[], :?backerRanks::smallint[], :?backerNumbers::text[], :?backerEmails::text[],
            :?backerNames::text[], :?backerCountries::char(2)[], :?backerAddresses::jsonb[], :?backerRows::bigint[])
    AS i (id, external_id, key_rank, number, email, name, country, address, row)
ON CONFLICT ON CONSTRAINT backers_key DO NOTHING
RETURNING external_id
