-- Uploads whose parts go straight to the object store. What the request said is kept until the object is complete.

ALTER TABLE workbooks
    ADD COLUMN part_size       bigint,              -- of a direct upload, in bytes; null when the file comes through the application
    ADD COLUMN announced_bytes bigint,              -- how large it is to become
    ADD COLUMN import_options  json,                -- how it is to be imported
    ADD CONSTRAINT workbooks_direct_is_announced CHECK (
        (part_size IS NULL) = (announced_bytes IS NULL) AND (part_size IS NULL) = (import_options IS NULL)
        AND (part_size IS NULL OR (part_size > 0 AND announced_bytes > 0))) NOT VALID;

-- What upkeep reports of uploads that nobody continued; each row is removed after a week, by the ones that follow.
CREATE TABLE abandoned_uploads (
    workbook_id     uuid PRIMARY KEY,               -- no longer in workbooks
    merchant_id     uuid NOT NULL REFERENCES merchants,
    filename        text NOT NULL,
    arrived_bytes   bigint NOT NULL,
    announced_bytes bigint,                         -- null when the file came through the application
    begun_at        timestamptz NOT NULL,
    given_up_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Serves GET /api/operations: a merchant's, latest first.
CREATE INDEX abandoned_uploads_of_merchant ON abandoned_uploads (merchant_id, given_up_at);
