-- Removes the sessions with which nobody can come any more.
DELETE FROM web_sessions s
WHERE s.expires_at <= now() OR EXISTS (SELECT FROM api_keys k WHERE k.id = s.api_key_id AND k.revoked_at IS NOT NULL)
