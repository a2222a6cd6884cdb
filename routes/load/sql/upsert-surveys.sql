-- Inserts the answers of known backers that gave their first, updates those that changed, and keeps the former ones.
WITH input AS MATERIALIZED (
    SELECT i.backer_id, i.row, i.counted, k.backer_id AS known_id, k.answered_at AS known_answered_at, k.answers AS known_answers,
        CASE WHEN :?hasAnsweredAt::boolean THEN i.answered_at ELSE k.answered_at END AS answered_at,
        CASE WHEN k.backer_id IS NULL THEN i.answers ELSE (k.answers - :?questions::text[]) || i.answers END AS answers
    FROM unnest(:?surveyBackers::uuid[], :?surveyTimes::timestamptz[], :?surveyAnswers::jsonb[], :?surveyRows::bigint[], :?surveyCounted::boolean[])
        AS i (backer_id, answered_at, answers, row, counted)
    LEFT JOIN surveys k ON k.backer_id = i.backer_id
), written AS (
    INSERT INTO surveys AS s (backer_id, answered_at, answers, created_by_upload, changed_by_upload, source_file, source_row)
    SELECT backer_id, answered_at, answers, :?upload::uuid, :?upload::uuid, :?file::smallint, row
    FROM input
    WHERE CASE WHEN known_id IS NULL THEN answered_at IS NOT NULL OR answers <> '{}'
               ELSE (answered_at, answers) IS DISTINCT FROM (known_answered_at, known_answers) END
    ON CONFLICT (backer_id) DO UPDATE SET answered_at = EXCLUDED.answered_at, answers = EXCLUDED.answers,
        changed_by_upload = EXCLUDED.changed_by_upload, source_file = EXCLUDED.source_file, source_row = EXCLUDED.source_row
        WHERE (s.changed_by_upload, s.source_file, s.source_row) < (EXCLUDED.changed_by_upload, EXCLUDED.source_file, EXCLUDED.source_row)
    RETURNING new.backer_id, old.changed_by_upload AS former_upload, CASE WHEN old.backer_id IS NOT NULL THEN to_jsonb(old) END AS before
), kept AS (
    INSERT INTO record_changes (upload_id, chunk, table_name, record_id, before)
    SELECT :?upload::uuid, :?chunk::integer, 'surveys', backer_id, before FROM written WHERE before IS NOT NULL
)
SELECT (SELECT count(*) FROM written WHERE before IS NULL)::integer AS inserted,
    (SELECT count(*) FROM written WHERE before IS NOT NULL AND former_upload <> :?upload::uuid)::integer AS updated,
    (SELECT count(*) FROM input WHERE known_id IS NOT NULL AND NOT counted)::integer AS known
