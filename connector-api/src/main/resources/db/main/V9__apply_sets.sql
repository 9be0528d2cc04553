-- Connectors that a file in a repository declares, set by set.
CREATE TABLE apply_set (
    tenant        text        NOT NULL,
    name          text        NOT NULL,
    claim         uuid        NOT NULL,                -- of the call that applies it, or did last
    claimed_until timestamptz NOT NULL,                -- renewed while it goes
    PRIMARY KEY (tenant, name)
);

CREATE TABLE apply_member (
    connector_id uuid        PRIMARY KEY REFERENCES connector (id) ON DELETE CASCADE,
    tenant       text        NOT NULL,
    apply_set    text        NOT NULL,
    left_at      timestamptz                           -- since when it is in that set's body no more
);
CREATE INDEX apply_members ON apply_member (tenant, apply_set) WHERE left_at IS NULL;

ALTER TABLE apply_set ENABLE ROW LEVEL SECURITY;
ALTER TABLE apply_set FORCE ROW LEVEL SECURITY;
ALTER TABLE apply_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE apply_member FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON apply_set TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY tenant ON apply_member TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));

GRANT SELECT, INSERT, UPDATE ON apply_set, apply_member TO connectors_api;
