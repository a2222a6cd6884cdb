-- Who is told of imports, what they are told, and how its delivery stands; see docs/decisions/0019.

CREATE TABLE webhook_endpoints (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    merchant_id     uuid NOT NULL REFERENCES merchants,
    label           text NOT NULL,
    url             text NOT NULL,
    events          text[] NOT NULL,
    secret          bytea NOT NULL,                 -- signs, so it cannot be a hash
    former_secret   bytea,                          -- signs as well,
    former_until    timestamptz,                    -- until then
    failing_since   timestamptz,                    -- the first of the attempts that have all failed
    disabled_at     timestamptz,
    disabled_reason text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT webhook_endpoints_label_is_not_empty CHECK (label <> '' AND length(label) <= 200),
    CONSTRAINT webhook_endpoints_url_is_short CHECK (length(url) BETWEEN 8 AND 2000),
    CONSTRAINT webhook_endpoints_events_known CHECK (cardinality(events) > 0 AND events <@ ARRAY
        ['import.completed', 'import.failed', 'import.waiting_for_mapping', 'import.too_many_errors']),
    CONSTRAINT webhook_endpoints_secret_is_whole CHECK (octet_length(secret) = 32 AND octet_length(former_secret) = 32),
    CONSTRAINT webhook_endpoints_former_has_end CHECK ((former_secret IS NULL) = (former_until IS NULL)),
    CONSTRAINT webhook_endpoints_disabled_has_reason CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
    CONSTRAINT webhook_endpoints_reason_known CHECK (disabled_reason IN ('BY_MERCHANT', 'GONE', 'FAILING'))
);

COMMENT ON TABLE webhook_endpoints IS 'Addresses of merchants to which notifications are posted, signed after Standard Webhooks.';

CREATE INDEX webhook_endpoints_of_merchant ON webhook_endpoints (merchant_id, id);

CREATE TABLE email_recipients (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    merchant_id uuid NOT NULL REFERENCES merchants,
    address     text NOT NULL,
    events      text[] NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT email_recipients_address_is_short CHECK (length(address) BETWEEN 3 AND 254),
    CONSTRAINT email_recipients_events_known CHECK (cardinality(events) > 0 AND events <@ ARRAY
        ['import.completed', 'import.failed', 'import.waiting_for_mapping', 'import.too_many_errors'])
);

COMMENT ON TABLE email_recipients IS 'Who of a merchant is told by e-mail; also, whatever the events, when an endpoint was disabled.';

-- Also the way from a merchant to them.
CREATE UNIQUE INDEX email_recipients_once ON email_recipients (merchant_id, lower(address));

CREATE TABLE notifications (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),  -- msg_<id> is what receivers know it by, on every attempt
    merchant_id uuid NOT NULL REFERENCES merchants,
    job_id      uuid REFERENCES jobs,
    event       text NOT NULL,
    data        jsonb NOT NULL,                     -- as it was then; nothing of backers
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT notifications_event_known CHECK (event IN ('import.completed', 'import.failed', 'import.waiting_for_mapping',
        'import.too_many_errors', 'webhook.disabled', 'webhook.test'))
);

COMMENT ON TABLE notifications IS 'What happened, written by the transaction in which it happened.';

CREATE INDEX notifications_by_age ON notifications (created_at);

CREATE TABLE deliveries (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    merchant_id     uuid NOT NULL REFERENCES merchants,
    notification_id uuid NOT NULL REFERENCES notifications ON DELETE CASCADE,
    endpoint_id     uuid REFERENCES webhook_endpoints ON DELETE CASCADE,
    recipient_id    uuid REFERENCES email_recipients ON DELETE CASCADE,
    status          text NOT NULL DEFAULT 'PENDING',
    attempts        integer NOT NULL DEFAULT 0,
    former_attempts integer NOT NULL DEFAULT 0,     -- of those the ones before the last replay
    next_attempt_at timestamptz DEFAULT clock_timestamp(),
    lease_until     timestamptz,                    -- a worker is at it
    attempted_at    timestamptz,
    response_code   integer,
    error           text,                           -- a word of ours, nothing that the receiver said
    duration_ms     integer,
    delivered_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT deliveries_go_one_way CHECK (num_nonnulls(endpoint_id, recipient_id) = 1),
    CONSTRAINT deliveries_status_known CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    CONSTRAINT deliveries_pending_are_due CHECK ((status = 'PENDING') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT deliveries_error_is_a_word CHECK (error ~ '^[A-Z_]{1,40}$')
);

COMMENT ON TABLE deliveries IS 'One notification on its way to one endpoint or recipient, and its log.';

-- Who has something due is asked every few seconds; all but the pending stay out.
CREATE INDEX deliveries_due ON deliveries ((coalesce(endpoint_id, recipient_id)), next_attempt_at) WHERE status = 'PENDING';
-- GET /api/deliveries, newest first.
CREATE INDEX deliveries_of_merchant ON deliveries (merchant_id, id DESC);
CREATE INDEX deliveries_of_endpoint ON deliveries (endpoint_id, id DESC) WHERE endpoint_id IS NOT NULL;
-- For what is removed.
CREATE INDEX deliveries_of_recipient ON deliveries (recipient_id) WHERE recipient_id IS NOT NULL;
CREATE INDEX deliveries_of_notification ON deliveries (notification_id);

-- Writes a notification and its deliveries to whoever of the merchant wants the event; nothing where nobody does.
CREATE FUNCTION tell_merchant(merchant uuid, job uuid, of_event text, what jsonb) RETURNS void VOLATILE LANGUAGE sql AS $$
    -- Locked, so that none is deleted before its delivery refers to it.
    WITH endpoints AS MATERIALIZED (
        SELECT e.id FROM webhook_endpoints e
        WHERE e.merchant_id = merchant AND e.disabled_at IS NULL AND of_event = ANY (e.events)
        FOR KEY SHARE
    ), recipients AS MATERIALIZED (
        SELECT r.id FROM email_recipients r
        WHERE r.merchant_id = merchant AND (of_event = ANY (r.events) OR of_event = 'webhook.disabled')
        FOR KEY SHARE
    ), targets AS (
        SELECT id AS endpoint, NULL::uuid AS recipient FROM endpoints UNION ALL SELECT NULL, id FROM recipients
    ), told AS (
        INSERT INTO notifications (merchant_id, job_id, event, data)
        SELECT merchant, job, of_event, what WHERE EXISTS (SELECT FROM targets)
        RETURNING id
    )
    INSERT INTO deliveries (merchant_id, notification_id, endpoint_id, recipient_id)
    SELECT merchant, told.id, targets.endpoint, targets.recipient FROM told, targets
$$;

-- What is told of an import. Sentences stay out that may quote a cell: those here are made of numbers.
CREATE FUNCTION import_notice(import uuid) RETURNS jsonb STABLE LANGUAGE sql AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'jobId', j.id,
        'corrects', u.corrects,
        'status', j.status,
        'filename', w.filename,
        'campaign', c.slug,
        'platform', u.platform,
        'rowsTotal', u.rows_total,
        'rowsImported', f.results -> 'rowsImported',
        'rowsFailed', f.results -> 'rowsFailed',
        'rowsSkipped', f.results -> 'rowsSkipped',
        'warnings', (SELECT coalesce(jsonb_agg(DISTINCT x ->> 'code'), '[]') FROM jsonb_array_elements(j.warnings) x),
        'error', CASE WHEN j.error IS NOT NULL THEN jsonb_build_object('code', j.error -> 'code', 'row', j.error -> 'row', 'detail',
            CASE WHEN j.error ->> 'code' IN ('TOO_MANY_ERRORS', 'NO_ROWS', 'MAPPING_NOT_CONFIRMED') THEN j.error -> 'detail' END) END,
        'createdAt', iso_utc(j.created_at),
        'finishedAt', iso_utc(j.finished_at)))
    FROM jobs j
    JOIN csv_uploads u ON u.id = j.id
    JOIN workbooks w ON w.id = u.workbook_id
    JOIN campaigns c ON c.id = u.campaign_id
    CROSS JOIN LATERAL (
        SELECT coalesce(u.statistics -> 'results', (
            SELECT jsonb_build_object('rowsImported', coalesce(sum(k.rows_imported), 0), 'rowsFailed', coalesce(sum(k.rows_failed), 0),
                'rowsSkipped', coalesce(sum(k.rows_skipped), 0))
            FROM csv_upload_chunks k WHERE k.upload_id = u.id)) AS results) f
    WHERE j.id = import
$$;

CREATE FUNCTION tell_of_import() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Not NEW: the trigger that settles accounts runs before and may have made COMPLETED of FAILED.
    happened text := (
        SELECT CASE
            WHEN j.status = 'PENDING' THEN 'import.waiting_for_mapping'
            WHEN j.status = 'COMPLETED' THEN 'import.completed'
            WHEN j.error ->> 'code' = 'TOO_MANY_ERRORS' THEN 'import.too_many_errors'
            ELSE 'import.failed' END
        FROM jobs j WHERE j.id = NEW.id);
BEGIN
    IF EXISTS (SELECT FROM webhook_endpoints e
               WHERE e.merchant_id = NEW.merchant_id AND e.disabled_at IS NULL AND happened = ANY (e.events))
        OR EXISTS (SELECT FROM email_recipients r WHERE r.merchant_id = NEW.merchant_id AND happened = ANY (r.events)) THEN
        PERFORM tell_merchant(NEW.merchant_id, NEW.id, happened, import_notice(NEW.id));
    END IF;
    RETURN NULL;
END
$$;

-- However an import ends or is parked, in the transaction that does it; its figures are written by then. Who cancels one knows of it.
CREATE TRIGGER jobs_end_tells AFTER UPDATE OF status, phase ON jobs
    FOR EACH ROW WHEN (NEW.kind = 'IMPORT' AND (
        (NEW.status IN ('COMPLETED', 'FAILED') AND OLD.finished_at IS NULL)
        OR (NEW.status = 'PENDING' AND NEW.phase = 'WAITING_FOR_MAPPING' AND OLD.phase <> 'WAITING_FOR_MAPPING')))
    EXECUTE FUNCTION tell_of_import();

-- As the API shows them, in one place: without the secret.
CREATE FUNCTION webhook_document(e webhook_endpoints) RETURNS json STABLE LANGUAGE sql AS $$
    SELECT json_build_object(
        'id', e.id,
        'label', e.label,
        'url', e.url,
        'events', e.events,
        'enabled', e.disabled_at IS NULL,
        'disabledAt', iso_utc(e.disabled_at),
        'disabledReason', e.disabled_reason,
        'failingSince', iso_utc(e.failing_since),
        'formerSecretUntil', iso_utc(CASE WHEN e.former_until > clock_timestamp() THEN e.former_until END),
        'createdAt', iso_utc(e.created_at))
$$;

CREATE FUNCTION recipient_document(r email_recipients) RETURNS json STABLE LANGUAGE sql AS $$
    SELECT json_build_object('id', r.id, 'address', r.address, 'events', r.events, 'createdAt', iso_utc(r.created_at))
$$;
