-- Erased people, who stay erased when a later file names them again, and what is no longer kept.

ALTER TABLE merchants
    ADD COLUMN erasure_key bytea,                   -- of the hashes below; made at the first erasure
    ADD COLUMN erasures bigint NOT NULL DEFAULT 0;  -- goes up with each: who looked before it looks again

-- Hashes (HMAC-SHA256) of the e-mail addresses of erased people and of the keys of their backers.
CREATE TABLE erased_people (
    merchant_id uuid NOT NULL REFERENCES merchants,
    hash        bytea NOT NULL,
    erased_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (merchant_id, hash),
    CONSTRAINT erased_people_hash_is_sha256 CHECK (octet_length(hash) = 32)
);

-- The row shares its id with its job, of kind ERASE.
CREATE TABLE erasures (
    id          uuid PRIMARY KEY REFERENCES jobs,
    merchant_id uuid NOT NULL REFERENCES merchants,
    backer_id   uuid,                               -- who was asked for by id
    email       text,                               -- the person's, in lower case; forgotten when the job has ended
    backers     uuid[] NOT NULL DEFAULT '{}',       -- who was found, so that an id that is gone is still known
    step        text NOT NULL DEFAULT 'PEOPLE',
    horizon     xid8,                               -- transactions before it may not know of the erasure yet
    CONSTRAINT erasures_step_known CHECK (step IN ('PEOPLE', 'RECORDS', 'CHUNKS', 'OBJECTS'))
);

CREATE INDEX erasures_of_merchant ON erasures (merchant_id);

-- Also when a sweeper gives the job up.
CREATE FUNCTION erasures_forget_email() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE erasures SET email = NULL WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_end_of_erasure AFTER UPDATE OF status ON jobs
    FOR EACH ROW WHEN (NEW.kind = 'ERASE' AND NEW.finished_at IS NOT NULL)
    EXECUTE FUNCTION erasures_forget_email();

-- Two objects of numbers, added up.
CREATE FUNCTION figures_sum(one jsonb, other jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
    SELECT coalesce(jsonb_object_agg(s.key, s.figure), '{}')
    FROM (SELECT e.key, sum(e.value::bigint) AS figure
          FROM (SELECT * FROM jsonb_each_text(coalesce(one, '{}')) UNION ALL SELECT * FROM jsonb_each_text(other)) e
          GROUP BY e.key) s
$$;

ALTER TABLE csv_upload_chunks
    ADD COLUMN erasures bigint NOT NULL DEFAULT 0,  -- merchants.erasures when the chunk was loaded or searched: it holds nobody erased until then
    ADD COLUMN rows_erased integer NOT NULL DEFAULT 0, -- skipped, because their backer was erased before
    ADD COLUMN rows_blanked integer NOT NULL DEFAULT 0; -- whose cells were taken out of data

ALTER TABLE csv_uploads
    ADD COLUMN erasures bigint NOT NULL DEFAULT 0,  -- of all its chunks, once it has ended
    ADD COLUMN payload_expired_at timestamptz,      -- the cells are no longer kept,
    ADD COLUMN errors_expired_at timestamptz,       -- nor what was wrong with rows,
    ADD COLUMN changes_expired_at timestamptz;      -- nor the former values that an undo needs

ALTER TABLE workbooks
    ADD COLUMN object_doomed boolean NOT NULL DEFAULT false, -- holds, or may hold, somebody erased: goes when no job needs it
    ADD COLUMN object_expired_at timestamptz,       -- nobody may use the object any more
    ADD COLUMN object_removed_at timestamptz;       -- and it is gone

-- Retention looks, oldest first, at the uploads and workbooks of which it has something left to remove.
CREATE INDEX csv_uploads_with_payload ON csv_uploads (id) WHERE payload_expired_at IS NULL;
CREATE INDEX csv_uploads_with_errors ON csv_uploads (id) WHERE errors_expired_at IS NULL;
CREATE INDEX csv_uploads_with_changes ON csv_uploads (id) WHERE changes_expired_at IS NULL;
CREATE INDEX csv_uploads_of_merchant ON csv_uploads (merchant_id, id);
CREATE INDEX workbooks_with_object ON workbooks (id) WHERE object_removed_at IS NULL;
