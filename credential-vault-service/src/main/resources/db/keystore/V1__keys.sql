-- Wrapped keys only. Deleting a row here is what shreds a secret, once the backups of this database have lapsed.
CREATE TABLE tenant_key (
    tenant     text        NOT NULL,
    version    int         NOT NULL CHECK (version >= 1),
    wrapped    bytea       NOT NULL,               -- envelope.SealedRecord, under the KEK
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, version)
);

CREATE TABLE data_key (
    tenant             text        NOT NULL,
    credential_id      uuid        NOT NULL,
    credential_version int         NOT NULL,
    wrapped            bytea       NOT NULL,       -- envelope.SealedRecord, under a tenant key
    created_at         timestamptz NOT NULL,
    PRIMARY KEY (tenant, credential_id, credential_version)
);

-- Opens only with the KEK that this keystore was made with.
CREATE TABLE kek_check (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    sealed    bytea   NOT NULL
);

GRANT SELECT, INSERT, DELETE ON tenant_key, data_key TO vault_keystore_app;
GRANT SELECT, INSERT ON kek_check TO vault_keystore_app;
