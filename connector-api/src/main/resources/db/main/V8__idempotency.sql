-- Requests that their client named, and what they were answered.
CREATE TABLE idempotency_key (
    tenant        text        NOT NULL,
    caller        text        NOT NULL,                    -- subject of the access token
    key           text        NOT NULL,
    operation     text        NOT NULL,                    -- path and query
    body_hmac     bytea       NOT NULL,                    -- keyed: the body may hold secrets and is not here
    reserved_id   uuid        NOT NULL DEFAULT uuidv7(),   -- of what the request makes, whichever attempt makes it
    claim         uuid        NOT NULL,                    -- of the attempt that is going, or was the last
    claimed_until timestamptz NOT NULL,                    -- renewed while it goes
    attempts      int         NOT NULL DEFAULT 1,
    status        int,                                     -- once answered, with the next two
    headers       jsonb,
    body          text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, caller, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
CREATE INDEX idempotency_key_going ON idempotency_key (claim) WHERE status IS NULL;

ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON idempotency_key TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON idempotency_key TO connectors_engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON idempotency_key TO connectors_api;
GRANT UPDATE (claim, claimed_until, attempts, status, headers, body) ON idempotency_key TO connectors_api;
-- What was asked and answered is not the engine's to read.
GRANT SELECT (tenant, caller, key, claim, claimed_until, status, created_at), DELETE ON idempotency_key TO connectors_engine;
GRANT UPDATE (claimed_until) ON idempotency_key TO connectors_engine;
