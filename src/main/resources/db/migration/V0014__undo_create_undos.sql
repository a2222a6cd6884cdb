-- Undos of imports: how far each is, and what became of each record.

CREATE TABLE undos (
    id            uuid PRIMARY KEY REFERENCES jobs,
    upload_id     uuid NOT NULL REFERENCES csv_uploads, -- the import that is undone
    claims        integer NOT NULL DEFAULT 0,       -- never set back, as jobs.attempts is with each step: whose claim it is
    stage         text NOT NULL DEFAULT 'pledges',  -- pledges with their items, then backers with their surveys, then products
    platform      text COLLATE "C" NOT NULL DEFAULT '', -- with external_id the key after which it goes on
    external_id   text COLLATE "C" NOT NULL DEFAULT '',
    records_read  bigint NOT NULL DEFAULT 0,        -- of this stage
    pledges_total bigint,                           -- of the campaign when the work began
    backers_total bigint,
    CONSTRAINT undos_stage_known CHECK (stage IN ('pledges', 'backers', 'products', 'inventory'))
);

CREATE INDEX undos_of_upload ON undos (upload_id);

-- No foreign key: every row of an undo would lock that one same tuple. Ids only, nothing of a person.
CREATE TABLE undo_records (
    undo_id    uuid NOT NULL,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    table_name text NOT NULL,
    record_id  uuid NOT NULL,                       -- of a pledge item its pledge's, of a survey its backer's
    product_id uuid,                                -- of a pledge item
    outcome    text NOT NULL,
    reason     text NOT NULL,                       -- how it was reversed, why it was kept, or what the database said
    PRIMARY KEY (undo_id, number),
    CONSTRAINT undo_records_table_known CHECK (table_name IN ('backers', 'pledges', 'products', 'pledge_items', 'surveys')),
    CONSTRAINT undo_records_outcome_known CHECK (outcome IN ('REVERSED', 'KEPT', 'FAILED'))
);

-- Whether another upload has changed a record since.
CREATE INDEX record_changes_of_record ON record_changes (record_id);

-- Lets a chunk be written beside others of its campaign, but not beside a step of an undo, until the transaction ends; and
-- says whether records of a weaker key wait to be adopted, also those that an undo has left while this chunk waited for it.
CREATE FUNCTION enter_campaign(campaign uuid, of_platform text) RETURNS boolean VOLATILE LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(campaign::text, 1));
    RETURN EXISTS (SELECT FROM backers b WHERE b.campaign_id = campaign AND b.platform = of_platform AND b.key_rank > 0)
        OR EXISTS (SELECT FROM pledges p WHERE p.campaign_id = campaign AND p.platform = of_platform AND p.key_rank > 0);
END
$$;
