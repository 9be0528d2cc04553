-- Runs, what they saw, and the outbox through which they reach Kafka.
CREATE TABLE run (
    id                  uuid        PRIMARY KEY,          -- UUIDv7: the partition key, so a lease by id prunes
    tenant              text        NOT NULL,
    connector_id        uuid        NOT NULL,
    trigger             text        NOT NULL CHECK (trigger IN ('SCHEDULED', 'MANUAL', 'TEST', 'PROBE', 'RECHECK')),
    run_seq             bigint,                           -- SCHEDULED only
    state               text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'PARTIAL', 'FAILED', 'CANCELLED', 'SKIPPED')),
    attempt             int         NOT NULL DEFAULT 1,
    credential_id       uuid        NOT NULL,
    credential_version  int         NOT NULL,
    created_at          timestamptz NOT NULL,
    queue_expires_at    timestamptz NOT NULL,             -- of this attempt
    sent_at             timestamptz NOT NULL,             -- when this attempt last went to the outbox
    epoch               bigint,                           -- of the attempt's lease
    leased_by           text,
    lease_expires_at    timestamptz,
    budget_seconds      int         NOT NULL,
    started_at          timestamptz,                      -- of the first lease
    deadline_at         timestamptz,                      -- of this attempt
    cancel_requested_at timestamptz,
    finished_at         timestamptz,
    reason              jsonb,
    assets_seen         int         NOT NULL DEFAULT 0,
    assets_created      int         NOT NULL DEFAULT 0,
    assets_changed      int         NOT NULL DEFAULT 0,
    assets_gone         int         NOT NULL DEFAULT 0
) PARTITION BY RANGE (id);
CREATE INDEX run_history ON run (tenant, connector_id, id DESC);
CREATE INDEX run_leases ON run (lease_expires_at) WHERE state = 'RUNNING';
CREATE INDEX run_queue ON run (sent_at) WHERE state = 'QUEUED';

CREATE TABLE slice_result (
    run_id       uuid        NOT NULL,
    tenant       text        NOT NULL,
    connector_id uuid        NOT NULL,
    region       text        NOT NULL,
    service      text        NOT NULL,
    attempt      int         NOT NULL,                    -- the one that looked last
    status       text        NOT NULL CHECK (status IN ('SEEN', 'BLIND')),
    reason       jsonb,                                   -- BLIND
    gaps         jsonb       NOT NULL DEFAULT '[]',       -- SEEN: types that could not be looked at
    assets       int         NOT NULL DEFAULT 0,
    created      int         NOT NULL DEFAULT 0,
    changed      int         NOT NULL DEFAULT 0,
    gone         int         NOT NULL DEFAULT 0,
    observed_at  timestamptz NOT NULL,
    PRIMARY KEY (run_id, region, service)
);

CREATE TABLE outbox (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id        uuid        NOT NULL,
    topic         text        NOT NULL,
    message_key   text        NOT NULL,                   -- connector id
    payload       jsonb       NOT NULL,                   -- contracts.RunRequest
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_until timestamptz NOT NULL                    -- after it another instance may send
);
CREATE INDEX outbox_claims ON outbox (claimed_until);

-- The first moment after this one at which a connector is due: epoch seconds % frequency = slot % frequency.
CREATE FUNCTION next_slot(after timestamptz, slot int, frequency_seconds int) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT to_timestamp((floor((extract(epoch FROM after) - slot % frequency_seconds) / frequency_seconds) + 1)
        * frequency_seconds + slot % frequency_seconds)
$$;

-- contracts.RunRequest, the one place that writes it.
CREATE FUNCTION run_request(run_id uuid, attempt int, trigger text, queue_expires_at timestamptz, budget_seconds int,
        connector connector, credential_version int) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'runId', run_id,
        'attempt', attempt,
        'connectorId', connector.id,
        'tenant', connector.tenant,
        'provider', connector.provider,
        'trigger', trigger,
        'settings', jsonb_build_object(lower(connector.provider), connector.settings),
        'credential', jsonb_build_object('id', connector.credential_id, 'version', credential_version),
        'queueExpiresAt', to_char(queue_expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'budgetSeconds', budget_seconds)
$$;

-- A day's partition holds the ids whose UUIDv7 milliseconds fall on that day (UTC).
CREATE FUNCTION uuid_v7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;
CREATE FUNCTION ensure_run_partitions(first date, days int) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_run_partitions'));
    FOR day IN SELECT first + n FROM generate_series(0, days - 1) AS n
                WHERE to_regclass('run_' || to_char(first + n, 'YYYYMMDD')) IS NULL LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF run FOR VALUES FROM (%L) TO (%L)',
            'run_' || to_char(day, 'YYYYMMDD'),
            uuid_v7_floor(day::timestamp AT TIME ZONE 'UTC'), uuid_v7_floor((day + 1)::timestamp AT TIME ZONE 'UTC'));
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION ensure_run_partitions(date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_run_partitions(date, int) TO connectors_engine;
SELECT ensure_run_partitions((now() AT TIME ZONE 'UTC')::date - 1, 15);

ALTER TABLE run ENABLE ROW LEVEL SECURITY;
ALTER TABLE run FORCE ROW LEVEL SECURITY;
ALTER TABLE slice_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE slice_result FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON run FOR SELECT TO connectors_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY tenant ON slice_result FOR SELECT TO connectors_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON run TO connectors_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON slice_result TO connectors_engine USING (true) WITH CHECK (true);

GRANT SELECT ON run, slice_result TO connectors_api;
GRANT SELECT, INSERT, UPDATE ON run TO connectors_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON slice_result, outbox TO connectors_engine;
