-- Updates the known pledges of a chunk that changed, keeps their former values, and returns how many this upload had not written before.
WITH input AS MATERIALIZED (
    SELECT i.row, k.id, i.backer_id, k.backer_id AS known_backer, k.amount AS known_amount,
        k.currency AS known_currency, k.status AS known_status, k.pledged_at AS known_pledged_at, k.details AS known_details,
        CASE WHEN :?hasAmount::boolean THEN i.amount ELSE k.amount END AS amount,
        CASE WHEN :?hasAmount::boolean THEN i.currency ELSE k.currency END AS currency,
        CASE WHEN :?hasStatus::boolean THEN i.status ELSE k.status END AS status,
        CASE WHEN :?hasPledgedAt::boolean THEN i.pledged_at ELSE k.pledged_at END AS pledged_at,
        CASE WHEN k.details IS NULL THEN i.details
             ELSE nullif((k.details - :?detailNames::text[]) || coalesce(i.details, '{}'), '{}') END AS details
    FROM unnest(:?pledgeIds::uuid[], :?pledgeBackers::uuid[], :?pledgeAmounts::numeric[], :?pledgeCurrencies::char(3)[],
                :?pledgeStatuses::text[], :?pledgeTimes::timestamptz[], :?pledgeDetails::jsonb[], :?pledgeRows::bigint[])
        AS i (id, backer_id, amount, currency, status, pledged_at, details, row)
    JOIN pledges k ON k.id = i.id
), written AS (
    UPDATE pledges p SET backer_id = i.backer_id, amount = i.amount, currency = i.currency, status = i.status,
        pledged_at = i.pledged_at, details = i.details,
        changed_by_upload = :?upload::uuid, source_file = :?file::smallint, source_row = i.row
    FROM input i
    WHERE p.id = i.id
      AND (i.backer_id, i.amount, i.currency, i.status, i.pledged_at, i.details)
          IS DISTINCT FROM (known_backer, known_amount, known_currency, known_status, known_pledged_at, known_details)
    RETURNING old.changed_by_upload AS former_upload, old.id AS record_id, to_jsonb(old) AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'pledges', record_id, before FROM written
)
SELECT count(*)::integer AS updated FROM written WHERE former_upload <> :?upload::uuid
