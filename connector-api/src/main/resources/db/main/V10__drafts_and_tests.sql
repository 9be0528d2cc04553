-- What is promised to a connector before there is one: its id and, of AWS, its External ID.
CREATE TABLE draft (
    id            uuid        PRIMARY KEY,   -- UUIDv7; of the connector, once it is made from the draft
    tenant        text        NOT NULL,
    provider      text        NOT NULL CHECK (provider IN ('AWS', 'AZURE', 'GCP')),
    external_id   text,                      -- AWS
    credential_id uuid,                      -- AWS: whose one version in the vault is the External ID without a role
    created_at    timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL
);
CREATE INDEX draft_expiry ON draft (expires_at);

-- Connection tests, of connectors and drafts. To pollers they are runs with the trigger TEST; here they are apart from the
-- runs, so that nothing that counts, claims or ends runs has to leave them out. They touch no connector and no schedule.
CREATE TABLE connection_test (
    id                 uuid        PRIMARY KEY DEFAULT uuidv7(), -- the run id of its RunRequest
    tenant             text        NOT NULL,
    connector_id       uuid        NOT NULL,              -- or a draft's id
    provider           text        NOT NULL CHECK (provider IN ('AWS', 'AZURE', 'GCP')),
    settings           jsonb       NOT NULL,              -- the member of RunSettings named after the provider, of what is tried
    credential         text        NOT NULL CHECK (credential IN ('CURRENT', 'STORED', 'TRIAL')),
    credential_id      uuid        NOT NULL,
    credential_version int         NOT NULL,
    state              text        NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
    attempt            int         NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL DEFAULT now(),
    ends_by            timestamptz NOT NULL,              -- whatever happens
    sent_at            timestamptz,                       -- when this attempt went to the outbox
    budget_seconds     int         NOT NULL,
    epoch              bigint      NOT NULL DEFAULT 0,    -- the test's own fence, raised at each lease
    leased_by          text,
    lease_expires_at   timestamptz,
    started_at         timestamptz,                       -- of the first lease
    deadline_at        timestamptz,                       -- of this attempt
    finished_at        timestamptz,
    reason             jsonb,                             -- FAILED: of the first failed step, or of ours
    steps              jsonb                              -- contracts.TestStep, all of them; null before the end, and when nobody came to the first
);
CREATE UNIQUE INDEX connection_test_going ON connection_test (connector_id) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX connection_test_open ON connection_test (ends_by) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX connection_test_ended ON connection_test (finished_at) WHERE finished_at IS NOT NULL;

-- contracts.RunRequest of a test.
CREATE FUNCTION test_request(test connection_test) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'runId', test.id,
        'attempt', test.attempt,
        'connectorId', test.connector_id,
        'tenant', test.tenant,
        'provider', test.provider,
        'trigger', 'TEST',
        'settings', jsonb_build_object(lower(test.provider), test.settings),
        'credential', jsonb_build_object('id', test.credential_id, 'version', test.credential_version),
        'queueExpiresAt', to_char(test.ends_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'budgetSeconds', test.budget_seconds)
$$;

ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft FORCE ROW LEVEL SECURITY;
ALTER TABLE connection_test ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_test FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON draft TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY tenant ON connection_test TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON draft TO connectors_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON connection_test TO connectors_engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, DELETE ON draft TO connectors_api;
GRANT SELECT, DELETE ON draft TO connectors_engine;
GRANT SELECT, INSERT ON connection_test TO connectors_api;
GRANT SELECT, UPDATE, DELETE ON connection_test TO connectors_engine;
