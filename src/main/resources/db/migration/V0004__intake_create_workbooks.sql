-- Workbooks: what was uploaded, and the CSV files in it.

CREATE TYPE workbook_status AS ENUM ('RECEIVING', 'RECEIVED');

CREATE TABLE workbooks (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    merchant_id     uuid NOT NULL REFERENCES merchants,
    campaign_id     uuid NOT NULL REFERENCES campaigns,
    status          workbook_status NOT NULL DEFAULT 'RECEIVING',
    filename        text NOT NULL,
    content_type    text,
    bucket          text NOT NULL,
    object_key      text NOT NULL,
    multipart_id    text,                           -- S3's upload id while parts arrive
    size_bytes      bigint,
    etag            text,
    idempotency_key text,
    request_hash    bytea,                          -- of query and length: the same key with another request is refused
    lease_until     timestamptz,                    -- upkeep undoes what is still RECEIVING after it
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    received_at     timestamptz,
    CONSTRAINT workbooks_received_is_whole
        CHECK (status = 'RECEIVING' OR (size_bytes > 0 AND etag IS NOT NULL AND received_at IS NOT NULL)),
    CONSTRAINT workbooks_receiving_has_lease CHECK (status = 'RECEIVED' OR lease_until IS NOT NULL),
    CONSTRAINT workbooks_idempotency_has_hash CHECK ((idempotency_key IS NULL) = (request_hash IS NULL))
);

-- One object is imported once, by whichever path it is announced.
CREATE UNIQUE INDEX workbooks_object_once ON workbooks (bucket, object_key, etag) WHERE status = 'RECEIVED';
CREATE UNIQUE INDEX workbooks_idempotency_key ON workbooks (merchant_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- Upkeep looks for uploads that nobody continues, and for idempotency keys that have served their time.
CREATE INDEX workbooks_receiving ON workbooks (lease_until) WHERE status = 'RECEIVING';
CREATE INDEX workbooks_idempotency_age ON workbooks (created_at) WHERE idempotency_key IS NOT NULL;
CREATE INDEX workbooks_of_campaign ON workbooks (campaign_id);

-- What the first slice of a split freezes, one row per CSV: every chunk uses this copy, whatever is edited meanwhile.
CREATE TABLE workbook_files (
    workbook_id  uuid NOT NULL REFERENCES workbooks,
    number       smallint NOT NULL,
    name         text NOT NULL,
    object_key   text NOT NULL,
    bytes        bigint NOT NULL,
    charset      text NOT NULL,
    delimiter    text NOT NULL,
    headers      json NOT NULL,
    platform     text NOT NULL,
    mapping      json NOT NULL,
    mapping_hash text NOT NULL,
    rows         bigint,                            -- null until the split has read the file to its end
    PRIMARY KEY (workbook_id, number),
    CONSTRAINT workbook_files_delimiter_is_one CHECK (char_length(delimiter) = 1)
);
