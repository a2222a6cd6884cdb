-- An upload is one import of a workbook; a chunk of it is the unit of work, of restart and of transaction.

CREATE TABLE csv_uploads (
    id               uuid PRIMARY KEY REFERENCES jobs,
    workbook_id      uuid NOT NULL REFERENCES workbooks,
    merchant_id      uuid NOT NULL REFERENCES merchants,
    campaign_id      uuid NOT NULL REFERENCES campaigns,
    status           upload_status NOT NULL DEFAULT 'PENDING',  -- follows the job's, by the trigger below
    mode             text NOT NULL DEFAULT 'upsert',
    platform         text,                          -- asked for by ?platform=, else what the first slice recognised
    chunk_rows       integer,                       -- frozen by the first slice
    split_file       smallint NOT NULL DEFAULT 1,
    split_position   bigint NOT NULL DEFAULT 0,     -- byte in the file where the next chunk begins
    split_row        bigint NOT NULL DEFAULT 1,     -- row there, as a spreadsheet counts
    split_chunk      integer NOT NULL DEFAULT 1,    -- number of the next chunk
    split_attempts   integer NOT NULL DEFAULT 0,
    split_lease      timestamptz,
    split_queued_at  timestamptz,
    split_closed_at  timestamptz,
    split_error      jsonb,
    header_rows      bigint NOT NULL DEFAULT 0,     -- rows before the first data row; not part of rows_total
    rows_total       bigint,
    chunks_total     integer,
    statistics       jsonb,                         -- the figures of an ended upload, summed from its chunks
    CONSTRAINT csv_uploads_mode_known CHECK (mode IN ('upsert', 'insert', 'update', 'skip-existing')),
    CONSTRAINT csv_uploads_chunk_rows_range CHECK (chunk_rows BETWEEN 1 AND 5000),
    CONSTRAINT csv_uploads_totals_when_closed
        CHECK ((split_closed_at IS NULL) = (rows_total IS NULL) AND (rows_total IS NULL) = (chunks_total IS NULL))
);

CREATE INDEX csv_uploads_of_workbook ON csv_uploads (workbook_id);
CREATE INDEX csv_uploads_of_campaign ON csv_uploads (campaign_id, id);
CREATE INDEX csv_uploads_open ON csv_uploads (merchant_id, id) WHERE status IN ('PENDING', 'PROCESSING');

-- Other systems read csv_uploads.status; only the job's is written.
CREATE FUNCTION csv_uploads_follow_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE csv_uploads SET status = NEW.status WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_status_to_upload AFTER UPDATE OF status ON jobs
    FOR EACH ROW WHEN (NEW.kind = 'IMPORT' AND NEW.status <> OLD.status)
    EXECUTE FUNCTION csv_uploads_follow_job();

CREATE TABLE csv_upload_chunks (
    upload_id            uuid NOT NULL REFERENCES csv_uploads,
    number               integer NOT NULL,
    file                 smallint NOT NULL,
    status               upload_status NOT NULL DEFAULT 'PENDING',
    first_row            bigint NOT NULL,
    rows                 integer NOT NULL,
    byte_from            bigint NOT NULL,
    byte_to              bigint NOT NULL,
    queued_at            timestamptz,
    attempts             integer NOT NULL DEFAULT 0,
    lease_until          timestamptz,
    started_at           timestamptz,
    finished_at          timestamptz,
    rows_imported        integer NOT NULL DEFAULT 0,
    rows_failed          integer NOT NULL DEFAULT 0,
    rows_skipped         integer NOT NULL DEFAULT 0,
    backers_inserted     integer NOT NULL DEFAULT 0,
    backers_updated      integer NOT NULL DEFAULT 0,
    backers_unchanged    integer NOT NULL DEFAULT 0,
    pledges_inserted     integer NOT NULL DEFAULT 0,
    pledges_updated      integer NOT NULL DEFAULT 0,
    pledges_unchanged    integer NOT NULL DEFAULT 0,
    items_inserted       integer NOT NULL DEFAULT 0,
    items_updated        integer NOT NULL DEFAULT 0,
    items_unchanged      integer NOT NULL DEFAULT 0,
    surveys_inserted     integer NOT NULL DEFAULT 0,
    surveys_updated      integer NOT NULL DEFAULT 0,
    surveys_unchanged    integer NOT NULL DEFAULT 0,
    numbers_same         integer NOT NULL DEFAULT 0,  -- known backers whose number is the one we hold
    numbers_other        integer NOT NULL DEFAULT 0,  -- and those with another: a sign of another campaign's file
    error                jsonb,                       -- why the chunk as a whole failed
    data                 json,                        -- {headers: string[], rows: string[][]}; json keeps NUL and undecodable bytes as \u escapes
    errors               json,                        -- [{row, column, value, code, message}]
    PRIMARY KEY (upload_id, number),
    CONSTRAINT csv_upload_chunks_range CHECK (byte_from >= 0 AND byte_to > byte_from AND rows > 0 AND first_row > 0),
    CONSTRAINT csv_upload_chunks_error_when_failed CHECK ((status = 'FAILED') = (error IS NOT NULL)),
    CONSTRAINT csv_upload_chunks_rows_accounted
        CHECK (status <> 'COMPLETED' OR rows_imported + rows_failed + rows_skipped = rows)
);

-- The feeder takes the first open chunks of each upload, the sweeper those that stand still, the end of an upload asks whether there is any.
CREATE INDEX csv_upload_chunks_open ON csv_upload_chunks (upload_id, number) WHERE status IN ('PENDING', 'PROCESSING');
-- A payload is read once or twice in its life: compressing it would cost more time than it saves room.
ALTER TABLE csv_upload_chunks ALTER COLUMN data SET STORAGE EXTERNAL;
