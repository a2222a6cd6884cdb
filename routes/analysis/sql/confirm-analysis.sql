-- Lets the waiting import go on with the mapping that was confirmed, which is remembered for its headers; no row when no import waits (any more).
WITH waiting AS MATERIALIZED (
    -- Of two that confirm at once the second sees the job as the first has left it.
    SELECT j.id FROM jobs j
    JOIN csv_uploads u ON u.id = j.id
    WHERE u.workbook_id = :?workbook::uuid AND j.status = 'PENDING' AND j.phase = 'WAITING_FOR_MAPPING'
    ORDER BY j.id DESC
    LIMIT 1
    FOR UPDATE OF j
), confirmed AS (
    UPDATE analyses a SET choices = :?choices::json, consent = :?consent::boolean, confirmed_at = clock_timestamp()
    FROM waiting
    WHERE a.id = :?analysis::uuid
    RETURNING a.id, a.merchant_id, a.campaign_id, a.confirmed_at
), remembered AS (
    INSERT INTO remembered_mappings (campaign_id, fingerprint, merchant_id, choices, filename, analysis_id, confirmed_at)
    SELECT c.campaign_id, f.fingerprint, c.merchant_id, f.choices::json, :?filename, c.id, c.confirmed_at
    FROM confirmed c, unnest(:?fingerprints::text[], :?mappings::text[]) AS f (fingerprint, choices)
    ON CONFLICT (campaign_id, fingerprint) DO UPDATE SET choices = EXCLUDED.choices, filename = EXCLUDED.filename,
        analysis_id = EXCLUDED.analysis_id, confirmed_at = EXCLUDED.confirmed_at
), undecided AS (
    -- Nothing was cut yet: what was decided about files of a ZIP before one had to wait is decided anew.
    UPDATE workbook_files f SET delimiter = NULL, headers = NULL, platform = NULL, mapping = NULL, mapping_hash = NULL,
        header_rows = NULL, data_from = NULL
    FROM waiting
    WHERE f.workbook_id = :?workbook::uuid AND f.mapping IS NOT NULL
), told AS (
    UPDATE csv_uploads u SET choices = :?choices::json, split_queued_at = NULL, split_lease = NULL, split_attempts = 0
    FROM waiting w
    WHERE u.id = w.id
)
UPDATE jobs j SET phase = 'STORED', error = NULL,
    warnings = coalesce((SELECT jsonb_agg(e) FROM jsonb_array_elements(j.warnings) e
        WHERE e ->> 'code' <> 'MAPPING_REMEMBERED'), '[]')
FROM waiting w
WHERE j.id = w.id
RETURNING j.id::text AS job
