-- What an account denies, by the slice and the permission: shown with what to allow, and not asked for in each run (ADR 28).
CREATE TABLE permission_gap (
    connector_id       uuid        NOT NULL,          -- no reference: the intake of results locks no connector
    region             text        NOT NULL,
    service            text        NOT NULL,
    permission         text        NOT NULL,          -- as the provider names it
    tenant             text        NOT NULL,
    types              jsonb       NOT NULL,          -- of resources that lack for it; ["*"] when the whole slice does
    listed             boolean     NOT NULL,          -- whether only detail of them is missing
    reason             jsonb       NOT NULL,          -- contracts.Reason of the last denial; its subject is the permission
    denials            int         NOT NULL,          -- runs in a row, with this credential and these settings
    since              timestamptz NOT NULL,          -- of the first denial that nothing contradicted
    denied_at          timestamptz NOT NULL,          -- when the provider last said so; a run that repeats it from memory changes nothing
    credential_version int         NOT NULL,
    settings_digest    bigint      NOT NULL,
    run_id             uuid        NOT NULL,          -- the run that counted last: its attempts count once
    PRIMARY KEY (connector_id, region, service, permission)
);

-- Tells two settings apart.
CREATE FUNCTION settings_digest(settings jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT hashtextextended(settings::text, 0)
$$;

-- Whether a run with this credential and these settings is not to ask again. The one place that says so.
CREATE FUNCTION is_remembered(gap permission_gap, of_version int, of_settings jsonb, denials int, for_seconds float8) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT gap.denials >= is_remembered.denials
       AND gap.denied_at > now() - make_interval(secs => for_seconds)
       AND gap.credential_version = of_version
       AND gap.settings_digest = settings_digest(of_settings)
$$;

ALTER TABLE permission_gap ENABLE ROW LEVEL SECURITY;
ALTER TABLE permission_gap FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON permission_gap FOR SELECT TO connectors_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON permission_gap TO connectors_engine USING (true) WITH CHECK (true);
GRANT SELECT ON permission_gap TO connectors_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON permission_gap TO connectors_engine;
