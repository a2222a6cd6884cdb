-- Analyses: what a workbook's columns may mean, and what a person said they do.

-- The row shares its id with its job, of kind ANALYSIS.
CREATE TABLE analyses (
    id           uuid PRIMARY KEY REFERENCES jobs,
    workbook_id  uuid NOT NULL REFERENCES workbooks,
    merchant_id  uuid NOT NULL REFERENCES merchants,
    campaign_id  uuid NOT NULL REFERENCES campaigns,
    platform     text,                              -- the proposed one
    proposal     json,                              -- {platform, row, columns: [{header, occurrence, field, confidence, source, reason}], missing, warnings, files: [{name, headers}]}
    preview      json,                              -- {samples: string[][], rows: [...]}: cells of the file, apart from the proposal that holds none
    choices      json,                              -- what was confirmed: {platform, columns: [{header, occurrence, field}]}
    consent      boolean NOT NULL DEFAULT false,    -- whether the cells of the columns marked ai may be sent to the model
    confirmed_at timestamptz,
    CONSTRAINT analyses_confirmed_whole CHECK ((choices IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT analyses_proposed_whole CHECK (num_nulls(platform, proposal, preview) IN (0, 3))
);

-- The latest analysis of a workbook is the one that counts (UUID v7 sorts by time).
CREATE INDEX analyses_of_workbook ON analyses (workbook_id, id DESC);
CREATE INDEX analyses_of_campaign ON analyses (campaign_id);
CREATE INDEX analyses_of_merchant ON analyses (merchant_id);

-- Confirmed mappings, recalled for files with the same headers in whatever order.
CREATE TABLE remembered_mappings (
    campaign_id  uuid NOT NULL REFERENCES campaigns,
    fingerprint  text NOT NULL,                     -- of a file's headers, see io.pledgeline.platform.Fingerprint
    merchant_id  uuid NOT NULL REFERENCES merchants,
    choices      json NOT NULL,
    filename     text NOT NULL,                     -- of the workbook it was confirmed for
    analysis_id  uuid NOT NULL REFERENCES analyses,
    confirmed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (campaign_id, fingerprint)
);

-- What the merchant confirmed in another campaign is proposed, the youngest first.
CREATE INDEX remembered_mappings_of_merchant ON remembered_mappings (merchant_id, fingerprint, confirmed_at DESC);
CREATE INDEX remembered_mappings_of_analysis ON remembered_mappings (analysis_id);

ALTER TABLE csv_uploads
    ADD COLUMN manual boolean NOT NULL DEFAULT false, -- ?start=manual: waits for a confirmation whatever the file is
    ADD COLUMN choices json;                        -- the confirmed mapping of this import, of all its files

-- One analysis of a workbook at a time; the feeder and the sweeper look at the open ones.
CREATE UNIQUE INDEX jobs_analysis_open ON jobs (target) WHERE kind = 'ANALYSIS' AND status IN ('PENDING', 'PROCESSING');

-- Whether it is known which plain files a workbook holds: its imports wait for their mapping, have ended, or know how each file is read.
CREATE FUNCTION files_known(workbook uuid) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT NOT EXISTS (
            SELECT FROM csv_uploads u
            JOIN jobs j ON j.id = u.id
            WHERE u.workbook_id = workbook AND j.status IN ('PENDING', 'PROCESSING') AND j.phase <> 'WAITING_FOR_MAPPING')
        OR (SELECT coalesce(bool_and(f.mapping IS NOT NULL), FALSE) FROM workbook_files f WHERE f.workbook_id = workbook)
$$;
