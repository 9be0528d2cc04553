-- Ciphertexts and the audit log. The keys are in the keystore, another database with its own backups.
CREATE TABLE credential_version (
    credential_id uuid        NOT NULL,
    version       int         NOT NULL CHECK (version >= 1),
    tenant        text        NOT NULL,
    connector_id  uuid        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('AWS_ROLE', 'AZURE_CLIENT_SECRET', 'GCP_SERVICE_ACCOUNT_KEY')),
    sealed        bytea       NOT NULL,            -- envelope.SealedRecord
    fingerprint   text        NOT NULL,
    expires_at    timestamptz,
    sealed_at     timestamptz NOT NULL,
    PRIMARY KEY (credential_id, version)
);

CREATE TABLE audit (
    chain         uuid        NOT NULL,            -- one per process start
    seq           bigint      NOT NULL,            -- 0, 1, 2 ... without gaps
    at            timestamptz NOT NULL,
    actor         text        NOT NULL,            -- the caller's client id, or 'unknown'
    action        text        NOT NULL,
    outcome       text        NOT NULL,
    tenant        text,
    connector_id  uuid,
    credential_id uuid,
    version       int,
    run_id        uuid,
    attempt       int,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL,
    PRIMARY KEY (chain, seq)
);

-- Versions are immutable and the log only grows: there is no UPDATE to grant.
GRANT SELECT, INSERT, DELETE ON credential_version TO vault_app;
GRANT SELECT, INSERT ON audit TO vault_app;
