-- When the account of a corrected import is settled, and which undo speaks against a retry.

-- Other systems read csv_uploads.status; only the job's is written, and a trigger before this one may have written it once more.
CREATE OR REPLACE FUNCTION csv_uploads_follow_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE csv_uploads u SET status = j.status FROM jobs j WHERE j.id = NEW.id AND u.id = j.id;
    RETURN NULL;
END
$$;

-- The account of an upload whose rows a correction has imported: its figures, and its status once no chunk is left that failed.
CREATE OR REPLACE FUNCTION settle_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- One that ends itself, after a retry, may have summed its figures before a row was settled beside it.
    corrected uuid := (SELECT CASE WHEN EXISTS (SELECT FROM csv_uploads k WHERE k.corrects = u.id) THEN u.id ELSE u.corrects END
                       FROM csv_uploads u WHERE u.id = NEW.id);
BEGIN
    WHILE corrected IS NOT NULL LOOP
        -- In the order in which a retry locks. One that runs is held by its loaders, and its own end sums the figures.
        PERFORM FROM jobs WHERE id = corrected AND status NOT IN ('PENDING', 'PROCESSING') FOR NO KEY UPDATE;
        -- Products only tell who wrote them last.
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

-- Whether an import's records were taken back, or are being: it is not gone on with. An undo that ended before it reversed any does not count.
CREATE OR REPLACE FUNCTION is_undone(import uuid) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (
        SELECT FROM jobs j JOIN jobs o ON o.target = j.target AND o.kind = 'UNDO'
        WHERE j.id = import
          AND (o.status IN ('PENDING', 'PROCESSING') OR (o.results ->> 'recordsReversed')::bigint > 0))
$$;
