-- Inserts the pledges of a chunk that nobody knew, in the order of their keys, and returns which; the others are known by now.
INSERT INTO pledges (id, campaign_id, platform, external_id, key_rank, backer_id, amount, currency, status, pledged_at, details,
    created_by_upload, changed_by_upload, source_file, source_row)
SELECT id, :?campaign::uuid, :?platform, external_id, key_rank, backer_id, amount, currency, status, pledged_at, details,
    :?upload::uuid, :?upload::uuid, :?file::smallint, row
FROM unnest(:?pledgeIds::uuid[], :?pledgeKeys::text[], :?pledgeRanks::smallint[], :?pledgeBackers::uuid[], :?pledgeAmounts::numeric[],
            :?pledgeCurrencies::char(3)[], :?pledgeStatuses::text[], :?pledgeTimes::timestamptz[], :?pledgeDetails::jsonb[],
            :?pledgeRows::bigint[])
    AS i (id, external_id, key_rank, backer_id, amount, currency, status, pledged_at, details, row)
ON CONFLICT ON CONSTRAINT pledges_key DO NOTHING
RETURNING external_id
