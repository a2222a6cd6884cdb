-- Inserts the new pledges of a chunk, updates those that changed, keeps their former values, and returns what it wrote.
WITH input AS MATERIALIZED (
    SELECT i.external_id, i.key_rank, i.backer_id, i.row, k.id AS known_id, k.backer_id AS known_backer, k.amount AS known_amount,
        k.currency AS known_currency, k.status AS known_status, k.pledged_at AS known_pledged_at, k.details AS known_details,
        CASE WHEN :?hasAmount::boolean THEN i.amount ELSE k.amount END AS amount,
        CASE WHEN :?hasAmount::boolean THEN i.currency ELSE k.currency END AS currency,
        CASE WHEN :?hasStatus::boolean THEN i.status ELSE k.status END AS status,
        CASE WHEN :?hasPledgedAt::boolean THEN i.pledged_at ELSE k.pledged_at END AS pledged_at,
        CASE WHEN k.details IS NULL THEN i.details
             ELSE nullif((k.details - :?detailNames::text[]) || coalesce(i.details, '{}'), '{}') END AS details
    FROM unnest(:?writePledgeKeys::text[], :?writePledgeRanks::smallint[], :?writePledgeBackers::uuid[], :?writePledgeAmounts::numeric[],
                :?writePledgeCurrencies::char(3)[], :?writePledgeStatuses::text[], :?writePledgeTimes::timestamptz[],
                :?writePledgeDetails::jsonb[], :?writePledgeRows::bigint[], :?writePledgeIds::uuid[])
        AS i (external_id, key_rank, backer_id, amount, currency, status, pledged_at, details, row, known_id)
    LEFT JOIN pledges k ON k.id = i.known_id
), written AS (
    INSERT INTO pledges AS p (campaign_id, platform, external_id, key_rank, backer_id, amount, currency, status, pledged_at, details,
        created_by_upload, changed_by_upload, source_file, source_row)
    SELECT :?campaign::uuid, :?platform, external_id, key_rank, backer_id, amount, currency, status, pledged_at, details,
        :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM input
    WHERE known_id IS NULL
       OR (backer_id, amount, currency, status, pledged_at, details)
          IS DISTINCT FROM (known_backer, known_amount, known_currency, known_status, known_pledged_at, known_details)
    ORDER BY external_id
    ON CONFLICT ON CONSTRAINT pledges_key DO UPDATE SET
        backer_id = EXCLUDED.backer_id, amount = EXCLUDED.amount, currency = EXCLUDED.currency, status = EXCLUDED.status,
        pledged_at = EXCLUDED.pledged_at, details = EXCLUDED.details,
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
        WHERE (p.changed_by_upload, p.source_file, p.source_row) < (EXCLUDED.changed_by_upload, EXCLUDED.source_file, EXCLUDED.source_row)
    RETURNING new.id, new.external_id, old.changed_by_upload AS former_upload,
        CASE WHEN old.id IS NOT NULL THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'pledges', id, before FROM written WHERE before IS NOT NULL
)
SELECT external_id, id::text AS id, before IS NULL AS inserted,
    former_upload IS NOT DISTINCT FROM :?upload::uuid AS written_before
FROM written
