-- Jobs: what a user started and waits for. The row of an import shares its id with csv_uploads.

CREATE TYPE upload_status AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED');

CREATE TABLE jobs (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    merchant_id uuid NOT NULL REFERENCES merchants,
    campaign_id uuid NOT NULL REFERENCES campaigns,
    kind        text NOT NULL,
    status      upload_status NOT NULL DEFAULT 'PENDING',
    phase       text NOT NULL,
    target      uuid NOT NULL,                       -- what the job works on; of an import its workbook
    error       jsonb,
    warnings    jsonb NOT NULL DEFAULT '[]',
    attempts    integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    queued_at   timestamptz,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at  timestamptz,
    finished_at timestamptz,
    CONSTRAINT jobs_kind_known CHECK (kind IN ('IMPORT', 'ANALYSIS', 'UNDO', 'ERASE')),
    CONSTRAINT jobs_phase_known CHECK (phase IN
        ('STORED', 'WAITING_FOR_MAPPING', 'UNPACKING', 'SPLITTING', 'VALIDATING', 'MAPPING', 'LOADING', 'DONE')),
    CONSTRAINT jobs_error_has_code CHECK (error IS NULL OR error ? 'code'),
    CONSTRAINT jobs_finished_when_ended CHECK ((finished_at IS NOT NULL) = (status IN ('COMPLETED', 'FAILED', 'CANCELLED')))
);

COMMENT ON TABLE jobs IS 'One row per import, analysis, undo or erasure; what GET /api/jobs shows.';

-- GET /api/jobs: newest first, by keyset on the id (UUID v7 sorts by time).
CREATE INDEX jobs_of_merchant ON jobs (merchant_id, id DESC);
CREATE INDEX jobs_of_campaign ON jobs (campaign_id, id);
-- The feeder and the sweeper look only at open jobs.
CREATE INDEX jobs_open ON jobs (id) WHERE status IN ('PENDING', 'PROCESSING');
