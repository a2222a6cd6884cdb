-- One crowdfunding project of a merchant: the unit in which imported records are unique.
CREATE TABLE campaigns (
    id          uuid        NOT NULL DEFAULT uuidv7() PRIMARY KEY,
    merchant_id uuid        NOT NULL REFERENCES merchants (id),
    slug        text        NOT NULL,
    name        text        NOT NULL,
    -- Dates without a zone in an export are read in this one.
    timezone    text        NOT NULL DEFAULT 'UTC',
    -- What a bare "$" means; unknown is read as USD with a warning.
    currency    char(3),
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT campaigns_slug_is_unique UNIQUE (merchant_id, slug),
    CONSTRAINT campaigns_slug_is_well_formed CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    CONSTRAINT campaigns_name_is_not_empty CHECK (name <> '' AND length(name) <= 200),
    CONSTRAINT campaigns_currency_is_iso CHECK (currency ~ '^[A-Z]{3}$')
);

-- Serves GET /api/campaigns: a merchant's campaigns, newest first.
CREATE INDEX campaigns_by_merchant ON campaigns (merchant_id, id);
