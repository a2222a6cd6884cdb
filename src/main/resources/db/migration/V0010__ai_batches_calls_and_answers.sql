-- Rows that a model reads: which are to be asked, what was sent, and what was answered.

ALTER TABLE workbook_files ADD COLUMN asks boolean NOT NULL DEFAULT false; -- its mapping has columns that a model reads

-- The rows of a chunk that go into one call; one whose answer cannot be used is halved.
CREATE TABLE ai_batches (
    upload_id   uuid NOT NULL,
    chunk       integer NOT NULL,
    first_row   bigint NOT NULL,
    rows        integer NOT NULL,
    origin_row  bigint NOT NULL,                    -- first row of the batch that the split made
    depth       smallint NOT NULL DEFAULT 0,        -- how often that one was halved
    status      upload_status NOT NULL DEFAULT 'PENDING',
    claims      integer NOT NULL DEFAULT 0,         -- tells the claim that holds it from former ones
    attempts    integer NOT NULL DEFAULT 0,         -- claims that count: those that had to wait do not
    lease_until timestamptz,
    queued_at   timestamptz,
    not_before  timestamptz,
    started_at  timestamptz,
    finished_at timestamptz,
    usable      boolean NOT NULL DEFAULT false,     -- the model answered so that it could be used
    error       jsonb,                              -- why there is no answer
    answers     json,                               -- [{row, cells: string[]} or {row, fault}]; the cells in the order of the mapping's answers
    PRIMARY KEY (upload_id, chunk, first_row),
    FOREIGN KEY (upload_id, chunk) REFERENCES csv_upload_chunks (upload_id, number),
    CONSTRAINT ai_batches_range CHECK (rows > 0 AND first_row >= origin_row AND depth >= 0),
    CONSTRAINT ai_batches_error_when_failed CHECK ((status = 'FAILED') = (error IS NOT NULL)),
    CONSTRAINT ai_batches_answered_when_completed CHECK ((status = 'COMPLETED') = (answers IS NOT NULL))
);

-- A chunk with an open batch is not loaded yet; the feeder of batches looks at nothing else.
CREATE INDEX ai_batches_open ON ai_batches (upload_id, chunk) WHERE status IN ('PENDING', 'PROCESSING');

-- Each call of the model, also those that failed: what was sent but for the cells.
CREATE TABLE ai_calls (
    id          uuid PRIMARY KEY,
    job_id      uuid NOT NULL REFERENCES jobs,
    purpose     text NOT NULL,
    chunk       integer,
    first_row   bigint,
    rows        integer NOT NULL DEFAULT 0,         -- rows of which cells were sent; of COLUMNS only masked samples were
    columns     text[] NOT NULL,                    -- headers
    model       text NOT NULL,
    sent_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    answered_at timestamptz,
    outcome     text,                               -- null while it runs, and of a call whose worker was lost
    tokens_in   bigint NOT NULL,                    -- estimated until the model has said how many there were
    tokens_out  bigint NOT NULL DEFAULT 0,
    CONSTRAINT ai_calls_purpose_known CHECK (purpose IN ('COLUMNS', 'ROWS'))
);

-- The budget of a job, and what its document says was sent.
CREATE INDEX ai_calls_of_job ON ai_calls (job_id);

-- What a model answered to the cells of a row: the same cells are not paid for twice. It holds what the cells hold.
CREATE TABLE ai_answers (
    merchant_id uuid NOT NULL REFERENCES merchants,
    hash        text NOT NULL,                      -- of model, prompt, fields, headers and cells
    cells       json NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (merchant_id, hash)
);

CREATE INDEX ai_answers_by_age ON ai_answers (answered_at);

-- Whether rows of an upload still wait for a model's answer.
CREATE FUNCTION is_asking(upload uuid) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM ai_batches WHERE upload_id = upload AND status IN ('PENDING', 'PROCESSING'))
$$;

-- What was sent to a model for these jobs, when, to which, and the tokens used; null when nothing was.
CREATE FUNCTION ai_use(jobs uuid[]) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_build_object(
        'model', string_agg(DISTINCT s.model, ', '),
        'calls', sum(s.calls),
        'tokens', jsonb_build_object('in', sum(s.tokens_in), 'out', sum(s.tokens_out)),
        'sent', jsonb_agg(jsonb_build_object('purpose', s.purpose, 'columns', to_jsonb(s.columns), 'rows', s.rows,
            'calls', s.calls, 'firstAt', iso_utc(s.first_at), 'lastAt', iso_utc(s.last_at)) ORDER BY s.first_at))
    FROM (
        SELECT purpose, columns, model, sum(rows) AS rows, count(*) AS calls, min(sent_at) AS first_at, max(sent_at) AS last_at,
            sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out
        FROM ai_calls
        WHERE job_id = ANY (jobs)
        GROUP BY purpose, columns, model) s
    HAVING count(*) > 0
$$;
