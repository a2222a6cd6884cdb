-- The imported records. Each is unique by (campaign, platform, external id) and carries the upload that created it, the
-- one that last changed it, and the file and row it came from.
--
-- No foreign key leads from here to campaigns or csv_uploads: every row of an import would lock that one same tuple, which
-- costs as much as all the rest. The relations that rows do not all share are kept. Codes and keys compare bytewise (COLLATE "C").

CREATE TABLE backers (
    id                uuid PRIMARY KEY DEFAULT uuidv7(),
    campaign_id       uuid NOT NULL,
    platform          text COLLATE "C" NOT NULL,
    external_id       text COLLATE "C" NOT NULL,
    key_rank          smallint NOT NULL DEFAULT 0,   -- 0: the platform's best key; above: a weaker one, which a better file replaces
    number            text,
    email             text,
    name              text,
    country           char(2),
    address           jsonb,
    created_by_upload uuid NOT NULL,
    changed_by_upload uuid NOT NULL,
    source_file       smallint NOT NULL,
    source_row        bigint NOT NULL,
    CONSTRAINT backers_key UNIQUE (campaign_id, platform, external_id),
    CONSTRAINT backers_country_is_iso CHECK (country ~ '^[A-Z]{2}$')
);

-- A file with a better key adopts the records found by a weaker one; normally there are none.
CREATE INDEX backers_weak_key ON backers (campaign_id, platform, external_id) WHERE key_rank > 0;

CREATE TABLE pledges (
    id                uuid PRIMARY KEY DEFAULT uuidv7(),
    campaign_id       uuid NOT NULL,
    platform          text COLLATE "C" NOT NULL,
    external_id       text COLLATE "C" NOT NULL,
    key_rank          smallint NOT NULL DEFAULT 0,
    backer_id         uuid NOT NULL REFERENCES backers,
    amount            numeric(14,2),
    currency          char(3),
    status            text,
    pledged_at        timestamptz,
    details           jsonb,                         -- the platform's other columns, as written
    created_by_upload uuid NOT NULL,
    changed_by_upload uuid NOT NULL,
    source_file       smallint NOT NULL,
    source_row        bigint NOT NULL,
    CONSTRAINT pledges_key UNIQUE (campaign_id, platform, external_id),
    CONSTRAINT pledges_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT pledges_amount_has_currency CHECK (amount IS NULL OR currency IS NOT NULL)
);

CREATE INDEX pledges_of_backer ON pledges (backer_id);
CREATE INDEX pledges_weak_key ON pledges (campaign_id, platform, external_id) WHERE key_rank > 0;

CREATE TABLE products (
    id                uuid PRIMARY KEY DEFAULT uuidv7(),
    campaign_id       uuid NOT NULL,
    platform          text COLLATE "C" NOT NULL,
    external_id       text COLLATE "C" NOT NULL,     -- reward:<id or title>, addon:<id>, item:<header>, sku:<sku>
    name              text NOT NULL,
    sku               text,
    price             numeric(14,2),
    created_by_upload uuid NOT NULL,
    changed_by_upload uuid NOT NULL,
    source_file       smallint NOT NULL,
    source_row        bigint NOT NULL,
    CONSTRAINT products_key UNIQUE (campaign_id, platform, external_id)
);

CREATE TABLE pledge_items (
    pledge_id         uuid NOT NULL REFERENCES pledges,
    product_id        uuid NOT NULL REFERENCES products,
    quantity          integer NOT NULL,
    created_by_upload uuid NOT NULL,
    changed_by_upload uuid NOT NULL,
    source_file       smallint NOT NULL,
    source_row        bigint NOT NULL,
    PRIMARY KEY (pledge_id, product_id),
    CONSTRAINT pledge_items_quantity_positive CHECK (quantity > 0)
);

CREATE INDEX pledge_items_of_product ON pledge_items (product_id);

CREATE TABLE surveys (
    backer_id         uuid PRIMARY KEY REFERENCES backers,  -- one survey per backer; unique by the backer's key
    answered_at       timestamptz,
    answers           jsonb NOT NULL,                -- question -> answer
    created_by_upload uuid NOT NULL,
    changed_by_upload uuid NOT NULL,
    source_file       smallint NOT NULL,
    source_row        bigint NOT NULL
);

CREATE TABLE inventory (
    product_id uuid PRIMARY KEY REFERENCES products,
    pledged    bigint NOT NULL,                      -- pieces in pledges that are not dropped, cancelled or errored
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Who spoke last of a record that was known before, even when he said nothing new: the lock and the order of concurrent
-- uploads, and of rows of one upload. A record without a sighting was last spoken of by the row that wrote it.
-- Narrow and apart from the records, so that importing a file again does not rewrite them.
CREATE TABLE sightings (
    record_id uuid PRIMARY KEY,
    upload_id uuid NOT NULL,
    file      smallint NOT NULL,
    row       bigint NOT NULL
) WITH (fillfactor = 70);

-- Former values of updated and deleted records, written in the chunk's transaction: what undo reads.
CREATE TABLE record_changes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    upload_id  uuid NOT NULL,
    chunk      integer NOT NULL,
    table_name text NOT NULL,
    record_id  uuid NOT NULL,                        -- of a pledge item its pledge's
    before     jsonb NOT NULL,
    CONSTRAINT record_changes_table_known CHECK (table_name IN ('backers', 'pledges', 'products', 'pledge_items', 'surveys'))
);

CREATE INDEX record_changes_of_upload ON record_changes (upload_id, table_name, record_id);
