-- Inserts the answers of backers that this chunk has inserted: nobody else can know these backers yet.
INSERT INTO surveys (backer_id, answered_at, answers, created_by_upload, changed_by_upload, source_file, source_row)
SELECT backer_id, answered_at, answers, :?upload::uuid, :?upload::uuid, :?file::smallint, row
FROM unnest(:?newSurveyBackers::uuid[], :?newSurveyTimes::timestamptz[], :?newSurveyAnswers::jsonb[], :?newSurveyRows::bigint[])
    AS i (backer_id, answered_at, answers, row)
