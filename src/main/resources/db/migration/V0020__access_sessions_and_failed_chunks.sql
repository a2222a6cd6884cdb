-- Sessions of the page, and the way to the chunks that a merchant's operations page lists.

CREATE TABLE web_sessions (
    -- SHA-256 of the cookie's token, as of keys.
    token_hash bytea       NOT NULL PRIMARY KEY,
    api_key_id uuid        NOT NULL REFERENCES api_keys,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- What comes first: the end of its life, or of the time that it may lie idle. Each use moves the latter.
    expires_at timestamptz NOT NULL,
    CONSTRAINT web_sessions_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    CONSTRAINT web_sessions_expire_later CHECK (expires_at > created_at)
);

COMMENT ON TABLE web_sessions IS 'Who is signed in to the page; a session acts with the key that opened it and ends with it.';

-- For upkeep, which removes what has expired.
CREATE INDEX web_sessions_by_expiry ON web_sessions (expires_at);
-- For the same, when a key was revoked.
CREATE INDEX web_sessions_of_key ON web_sessions (api_key_id);

-- GET /api/operations: failed chunks, newest first. They are few.
CREATE INDEX csv_upload_chunks_failed ON csv_upload_chunks (finished_at) WHERE status = 'FAILED';
