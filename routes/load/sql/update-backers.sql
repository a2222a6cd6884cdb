-- Updates the known backers of a chunk that changed, keeps their former values, and returns how many this upload had not written before.
WITH input AS MATERIALIZED (
    SELECT i.row, k.id, k.number AS known_number, k.email AS known_email,
        k.name AS known_name, k.country AS known_country, k.address AS known_address,
        coalesce(i.number, k.number) AS number,
        CASE WHEN :?hasEmail::boolean THEN i.email ELSE k.email END AS email,
        CASE WHEN :?hasName::boolean THEN i.name ELSE k.name END AS name,
        CASE WHEN :?hasCountry::boolean THEN i.country ELSE k.country END AS country,
        CASE WHEN k.address IS NULL THEN i.address
             ELSE nullif((k.address - :?addressNames::text[]) || coalesce(i.address, '{}'), '{}') END AS address
    FROM unnest(:?backerIds::uuid[], :?backerNumbers::text[], :?backerEmails::text[], :?backerNames::text[],
                :?backerCountries::char(2)[], :?backerAddresses::jsonb[], :?backerRows::bigint[])
        AS i (id, number, email, name, country, address, row)
    JOIN backers k ON k.id = i.id
), written AS (
    UPDATE backers b SET number = i.number, email = i.email, name = i.name, country = i.country, address = i.address,
        changed_by_upload = :?upload::uuid, source_file = :?file::smallint, source_row = i.row
    FROM input i
    WHERE b.id = i.id
      AND (i.number, i.email, i.name, i.country, i.address)
          IS DISTINCT FROM (known_number, known_email, known_name, known_country, known_address)
    RETURNING old.changed_by_upload AS former_upload, old.id AS record_id, to_jsonb(old) AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'backers', record_id, before FROM written
)
SELECT count(*)::integer AS updated FROM written WHERE former_upload <> :?upload::uuid
