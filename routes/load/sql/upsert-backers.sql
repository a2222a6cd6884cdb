-- Inserts the new backers of a chunk, updates those that changed, keeps their former values, and returns what it wrote.
WITH input AS MATERIALIZED (
    SELECT i.external_id, i.key_rank, i.row, k.id AS known_id, k.number AS known_number, k.email AS known_email,
        k.name AS known_name, k.country AS known_country, k.address AS known_address,
        coalesce(i.number, k.number) AS number,
        CASE WHEN :?hasEmail::boolean THEN i.email ELSE k.email END AS email,
        CASE WHEN :?hasName::boolean THEN i.name ELSE k.name END AS name,
        CASE WHEN :?hasCountry::boolean THEN i.country ELSE k.country END AS country,
        CASE WHEN k.address IS NULL THEN i.address
             ELSE nullif((k.address - :?addressNames::text[]) || coalesce(i.address, '{}'), '{}') END AS address
    FROM unnest(:?writeBackerKeys::text[], :?writeBackerRanks::smallint[], :?writeBackerNumbers::text[], :?writeBackerEmails::text[],
                :?writeBackerNames::text[], :?writeBackerCountries::char(2)[], :?writeBackerAddresses::jsonb[],
                :?writeBackerRows::bigint[], :?writeBackerIds::uuid[])
        AS i (external_id, key_rank, number, email, name, country, address, row, known_id)
    LEFT JOIN backers k ON k.id = i.known_id
), written AS (
    INSERT INTO backers AS b (campaign_id, platform, external_id, key_rank, number, email, name, country, address,
        created_by_upload, changed_by_upload, source_file, source_row)
    SELECT :?campaign::uuid, :?platform, external_id, key_rank, number, email, name, country, address,
        :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM input
    WHERE known_id IS NULL
       OR (number, email, name, country, address) IS DISTINCT FROM (known_number, known_email, known_name, known_country, known_address)
    ORDER BY external_id
    ON CONFLICT ON CONSTRAINT backers_key DO UPDATE SET
        number = EXCLUDED.number, email = EXCLUDED.email, name = EXCLUDED.name, country = EXCLUDED.country, address = EXCLUDED.address,
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
        WHERE (b.changed_by_upload, b.source_file, b.source_row) < (EXCLUDED.changed_by_upload, EXCLUDED.source_file, EXCLUDED.source_row)
    RETURNING new.id, new.external_id, old.changed_by_upload AS former_upload,
        CASE WHEN old.id IS NOT NULL THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'backers', id, before FROM written WHERE before IS NOT NULL
)
SELECT external_id, id::text AS id, before IS NULL AS inserted,
    former_upload IS NOT DISTINCT FROM :?upload::uuid AS written_before
FROM written
