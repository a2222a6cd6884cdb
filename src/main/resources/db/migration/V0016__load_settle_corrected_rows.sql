-- Failed rows come back: which of them a later upload has imported, and which row each row of such an upload stands for.

ALTER TABLE csv_upload_chunks
    ADD COLUMN settled bigint[],                    -- rows that failed here and that a correction has imported: they count as imported
    ADD COLUMN of_chunks integer[],                 -- of a chunk of a correction: for each of its rows the chunk of the row that it corrects, NULL if there is none
    ADD COLUMN of_rows bigint[];                    -- and that row

-- A corrected row is found by its file and number.
CREATE INDEX csv_upload_chunks_by_row ON csv_upload_chunks (upload_id, file, first_row);

-- An upload with those that correct it and those that it corrects: their rows are rows of one file.
CREATE FUNCTION upload_family(upload uuid) RETURNS uuid[] STABLE LANGUAGE sql AS $$
    WITH RECURSIVE up AS (
        SELECT id, corrects FROM csv_uploads WHERE id = upload
        UNION ALL
        SELECT u.id, u.corrects FROM up JOIN csv_uploads u ON u.id = up.corrects
    ), down AS (
        SELECT id FROM up WHERE corrects IS NULL
        UNION ALL
        SELECT u.id FROM down JOIN csv_uploads u ON u.corrects = down.id
    )
    SELECT array_agg(id) FROM down
$$;

-- The account of an upload whose rows a correction has imported: its figures, and its status once no chunk is left that failed.
CREATE FUNCTION settle_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- One that ends itself, after a retry, may have summed its figures before a row was settled beside it.
    corrected uuid := (SELECT CASE WHEN EXISTS (SELECT FROM csv_uploads k WHERE k.corrects = u.id) THEN u.id ELSE u.corrects END
                       FROM csv_uploads u WHERE u.id = NEW.id);
BEGIN
    WHILE corrected IS NOT NULL LOOP
        -- In the order in which a retry locks.
        PERFORM FROM jobs WHERE id = corrected FOR NO KEY UPDATE;
        -- Of one that a retry has in work its own end sums the figures. Products only tell who wrote them last.
        UPDATE csv_uploads u
        SET statistics = jsonb_set(f.figures, '{results}', (u.statistics -> 'results') || ((f.figures -> 'results') - 'products'))
        FROM (SELECT upload_figures(corrected) AS figures) f
        WHERE u.id = corrected AND u.statistics IS NOT NULL;
        UPDATE jobs j
        SET status = 'COMPLETED', error = NULL
        WHERE j.id = corrected AND j.status = 'FAILED' AND j.error ->> 'code' IN ('CHUNK_FAILED', 'AI_BUDGET_SPENT')
          AND NOT EXISTS (SELECT FROM csv_upload_chunks c WHERE c.upload_id = corrected AND c.status <> 'COMPLETED');
        corrected := (SELECT corrects FROM csv_uploads WHERE id = corrected);
    END LOOP;
    RETURN NULL;
END
$$;

-- However a correction ends, be it cancelled: what it has written until then is settled.
CREATE TRIGGER jobs_end_settles AFTER UPDATE OF status ON jobs
    FOR EACH ROW WHEN (NEW.kind = 'IMPORT' AND NEW.finished_at IS NOT NULL AND NEW.status <> OLD.status)
    EXECUTE FUNCTION settle_accounts();
