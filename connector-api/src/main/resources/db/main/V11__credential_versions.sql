-- What may be shown of each version of a credential, and what its connector takes over when it becomes the current one. The
-- secret is the vault's. A row outlives its secret, so that no number is given twice.
CREATE TABLE credential_version (
    connector_id   uuid        NOT NULL REFERENCES connector (id) ON DELETE CASCADE,
    version        int         NOT NULL CHECK (version >= 1),
    tenant         text        NOT NULL,
    current        boolean     NOT NULL,
    fingerprint    text        NOT NULL,
    role_arn       text,                                     -- AWS; null in a version from before the role existed
    application_id text,                                     -- Azure
    client_email   text,                                     -- Google Cloud
    expires_at     timestamptz,                              -- as the client said
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz,                              -- the last lease of a run that got it
    warned_days    int         NOT NULL DEFAULT 2147483647,  -- how many days before the end the last warning stands; this, when none was given
    retired_at     timestamptz,                              -- since when it cannot be used any more
    shred_at       timestamptz,                              -- when the vault is asked, or asked again, to shred it; null once it has
    PRIMARY KEY (connector_id, version),
    CHECK (NOT current OR retired_at IS NULL)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX credential_version_current ON credential_version (connector_id) WHERE current;
CREATE INDEX credential_version_expiry ON credential_version (warned_days, expires_at) WHERE current AND expires_at IS NOT NULL;
CREATE INDEX credential_version_shredding ON credential_version (shred_at) WHERE shred_at IS NOT NULL;

-- Of versions from before this table only the current one is known. When a replacement was made is not: the last change of
-- the connector is the latest that it can have been.
ALTER TABLE connector NO FORCE ROW LEVEL SECURITY; -- the owner has no policy of its own
INSERT INTO credential_version (connector_id, version, tenant, current, fingerprint, role_arn, application_id, client_email,
                                expires_at, created_at, last_used_at)
SELECT id, credential_version, tenant, true, credential_fingerprint, role_arn, application_id, client_email,
       credential_expires_at, CASE credential_version WHEN 1 THEN created_at ELSE updated_at END, credential_last_used_at
  FROM connector;
ALTER TABLE connector FORCE ROW LEVEL SECURITY;
ALTER TABLE connector DROP COLUMN credential_last_used_at; -- each version has its own

ALTER TABLE credential_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE credential_version FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON credential_version TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON credential_version TO connectors_engine USING (true) WITH CHECK (true);

GRANT SELECT, INSERT ON credential_version TO connectors_api;
GRANT UPDATE (current, expires_at, warned_days, retired_at, shred_at) ON credential_version TO connectors_api;
GRANT SELECT ON credential_version TO connectors_engine;
GRANT UPDATE (last_used_at, warned_days, shred_at) ON credential_version TO connectors_engine;
