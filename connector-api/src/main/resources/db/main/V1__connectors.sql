-- Connectors: what customers configure, and the state that runs decide.
CREATE TABLE connector (
    id                      uuid        PRIMARY KEY,              -- UUIDv7
    tenant                  text        NOT NULL,
    name                    text        NOT NULL,
    name_key                text        COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_unicode_fast)) STORED, -- unique, sorted by, searched by prefix
    description             text        NOT NULL DEFAULT '',
    provider                text        NOT NULL CHECK (provider IN ('AWS', 'AZURE', 'GCP')),
    account_id              text,                                 -- account, subscription or project; unknown until a role ARN is given
    settings                jsonb       NOT NULL,                 -- the member of RunSettings named after the provider
    role_arn                text,                                 -- shown to its tenant; the vault's copy is the one that is used
    external_id             text,                                 -- shown to its tenant; made by the vault
    labels                  jsonb       NOT NULL DEFAULT '{}',
    run_frequency_minutes   int         NOT NULL,
    enabled                 boolean     NOT NULL DEFAULT true,
    credential_id           uuid        NOT NULL,
    credential_version      int         NOT NULL,                 -- the current one; the vault may hold versions that nobody committed
    credential_fingerprint  text        NOT NULL,
    credential_expires_at   timestamptz,
    credential_last_used_at timestamptz,
    state                   text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'ONLINE', 'OFFLINE')), -- PROCESSING is derived
    ever_online             boolean     NOT NULL DEFAULT false,
    health                  text        NOT NULL DEFAULT 'OK' CHECK (health IN ('OK', 'DEGRADED', 'ERROR')),
    reason                  jsonb,                                -- contracts.Reason plus "since"
    transient_failures      int         NOT NULL DEFAULT 0,       -- in a row
    last_run_id             uuid,
    last_success_at         timestamptz,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    deleted_at              timestamptz,
    version                 bigint      NOT NULL DEFAULT 1        -- raised by each change that a client made
);
CREATE UNIQUE INDEX connector_name_unique ON connector (tenant, name_key) WHERE deleted_at IS NULL;
CREATE INDEX connector_by_name ON connector (tenant, name_key, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX connector_account_unique ON connector (tenant, provider, account_id) WHERE deleted_at IS NULL;
CREATE INDEX connector_list ON connector (tenant, id) WHERE deleted_at IS NULL;

-- The hot, narrow half: what the dispatcher scans and the lease keeper fences.
CREATE TABLE schedule (
    connector_id      uuid        PRIMARY KEY REFERENCES connector (id),
    tenant            text        NOT NULL,
    runnable          boolean     NOT NULL,              -- enabled, complete and not deleted
    next_run_at       timestamptz NOT NULL,
    frequency_seconds int         NOT NULL CHECK (frequency_seconds > 0),
    slot              int         NOT NULL,              -- hash of the id; slot % frequency_seconds is the connector's place in the period
    mode              text        NOT NULL DEFAULT 'SCHEDULED' CHECK (mode IN ('SCHEDULED', 'PROBE')),
    run_seq           bigint      NOT NULL DEFAULT 0,    -- of SCHEDULED runs, SKIPPED included
    active_run_id     uuid,                              -- the run that is queued or running
    running_since     timestamptz,                       -- of the active run, once leased: the connector is PROCESSING
    epoch             bigint      NOT NULL DEFAULT 0     -- the fence, raised at each lease
) WITH (fillfactor = 70);
CREATE INDEX schedule_due ON schedule (next_run_at) WHERE runnable;

ALTER TABLE connector ENABLE ROW LEVEL SECURITY;
ALTER TABLE connector FORCE ROW LEVEL SECURITY;
ALTER TABLE schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE schedule FORCE ROW LEVEL SECURITY;
-- Unset or empty means no rows: NULLIF turns the empty string that a reset leaves behind into NULL.
CREATE POLICY tenant ON connector TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY tenant ON schedule TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON connector TO connectors_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON schedule TO connectors_engine USING (true) WITH CHECK (true);

-- What runs decide is not the API's to write; of the reason it writes what is awaited.
GRANT SELECT, INSERT ON connector TO connectors_api;
GRANT UPDATE (name, description, account_id, settings, role_arn, external_id, labels, run_frequency_minutes, enabled,
              credential_version, credential_fingerprint, credential_expires_at, reason, updated_at, deleted_at, version)
    ON connector TO connectors_api;
GRANT SELECT, INSERT ON schedule TO connectors_api;
GRANT UPDATE (runnable, next_run_at, frequency_seconds) ON schedule TO connectors_api;
GRANT SELECT ON connector TO connectors_engine;
GRANT UPDATE (state, ever_online, health, reason, transient_failures, last_run_id, last_success_at, credential_last_used_at)
    ON connector TO connectors_engine;
GRANT SELECT, UPDATE ON schedule TO connectors_engine;
