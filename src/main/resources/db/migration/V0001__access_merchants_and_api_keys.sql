-- Tenants and the keys they call with, and the two helpers with which queries write the contract's JSON.

-- ISO-8601 in UTC with milliseconds and Z. Spelled out because to_char and casts of timestamps are only STABLE.
CREATE FUNCTION iso_utc(moment timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad(extract(year FROM moment AT TIME ZONE 'UTC')::int::text, 4, '0')
    || '-' || lpad(extract(month FROM moment AT TIME ZONE 'UTC')::int::text, 2, '0')
    || '-' || lpad(extract(day FROM moment AT TIME ZONE 'UTC')::int::text, 2, '0')
    || 'T' || lpad(extract(hour FROM moment AT TIME ZONE 'UTC')::int::text, 2, '0')
    || ':' || lpad(extract(minute FROM moment AT TIME ZONE 'UTC')::int::text, 2, '0')
    || ':' || lpad(trunc(extract(second FROM moment AT TIME ZONE 'UTC'))::int::text, 2, '0')
    || '.' || lpad((trunc(extract(milliseconds FROM moment AT TIME ZONE 'UTC'))::int % 1000)::text, 3, '0')
    || 'Z';

-- The opaque cursor of a page that ended with this id: base64url without padding, read back by the bean "page".
CREATE FUNCTION page_cursor(last_id uuid) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(encode(uuid_send(last_id), 'base64'), '+/=', '-_');

CREATE TABLE merchants (
    id         uuid        NOT NULL DEFAULT uuidv7() PRIMARY KEY,
    slug       text        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchants_slug_is_unique UNIQUE (slug),
    CONSTRAINT merchants_slug_is_well_formed CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    CONSTRAINT merchants_name_is_not_empty CHECK (name <> '' AND length(name) <= 200)
);

CREATE TABLE api_keys (
    id           uuid        NOT NULL DEFAULT uuidv7() PRIMARY KEY,
    merchant_id  uuid        NOT NULL REFERENCES merchants (id),
    -- SHA-256 of the key: 32 random bytes need no slow hash, and the look-up is one index probe.
    key_hash     bytea       NOT NULL,
    label        text        NOT NULL,
    scopes       text[]      NOT NULL,
    operator     boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at   timestamptz,
    CONSTRAINT api_keys_key_hash_is_unique UNIQUE (key_hash),
    CONSTRAINT api_keys_key_hash_is_sha256 CHECK (octet_length(key_hash) = 32),
    CONSTRAINT api_keys_label_is_not_empty CHECK (label <> '' AND length(label) <= 200),
    CONSTRAINT api_keys_scopes_are_known
        CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY ['upload', 'read', 'admin'])
);

-- Serves GET /api/keys: a merchant's live keys, newest first.
CREATE INDEX api_keys_live_by_merchant ON api_keys (merchant_id, id) WHERE revoked_at IS NULL;

-- PLEDGELINE_API_KEY is one key: the former one must be revoked before the next is stored.
CREATE UNIQUE INDEX api_keys_one_live_operator ON api_keys (operator) WHERE operator AND revoked_at IS NULL;
