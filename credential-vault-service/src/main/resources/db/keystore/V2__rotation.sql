-- What a record says about the key that wrapped it (envelope.SealedRecord: format, length of the name, name), so that it can be
-- counted and found. Made by the database from the record, so that the two cannot differ.
ALTER TABLE tenant_key ADD COLUMN wrapped_by text NOT NULL
    GENERATED ALWAYS AS (encode(substring(wrapped FROM 3 FOR get_byte(wrapped, 1)), 'escape')) STORED;
CREATE INDEX tenant_key_wrapped_by ON tenant_key (wrapped_by, tenant, version);

-- A version that is re-sealed has two data keys for a time, of generations n and n + 1.
-- The default is for instances of the release before, which go on adding keys while this one is rolled out.
ALTER TABLE data_key ADD COLUMN generation int NOT NULL DEFAULT 1 CHECK (generation >= 1);
ALTER TABLE data_key DROP CONSTRAINT data_key_pkey;
ALTER TABLE data_key ADD PRIMARY KEY (tenant, credential_id, credential_version, generation);
ALTER TABLE data_key ADD COLUMN wrapped_by text NOT NULL
    GENERATED ALWAYS AS (encode(substring(wrapped FROM 3 FOR get_byte(wrapped, 1)), 'escape')) STORED;
CREATE INDEX data_key_wrapped_by
    ON data_key (tenant, wrapped_by, credential_id, credential_version, generation);

-- Fingerprints of equal secrets are equal, also after a rotation: their key is its own, under the tenant key. A tenant whose
-- first key was made before this table has it in the second half of that key, and gets its row with the next fingerprint.
CREATE TABLE fingerprint_key (
    tenant     text        PRIMARY KEY,
    wrapped    bytea       NOT NULL,               -- envelope.SealedRecord, under a tenant key
    created_at timestamptz NOT NULL,
    wrapped_by text        NOT NULL
        GENERATED ALWAYS AS (encode(substring(wrapped FROM 3 FOR get_byte(wrapped, 1)), 'escape')) STORED
);

-- One row per tenant that has, or had, keys; locked by whoever makes its first key or shreds them all.
CREATE TABLE tenant_state (
    tenant      text        PRIMARY KEY,
    generation  int         NOT NULL,              -- of the data keys that are made now
    shredded_at timestamptz                        -- no tenant key is made until somebody asks for it
);
INSERT INTO tenant_state (tenant, generation) SELECT DISTINCT tenant, 1 FROM tenant_key;

-- Keys that nothing may be sealed by any more: what names one was put back from an older state. The vault database keeps the
-- same list; either is enough. Tenant '' is for KEKs.
CREATE TABLE retired_key (
    tenant     text        NOT NULL,
    name       text        NOT NULL,
    retired_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, name)
);

CREATE TABLE rotation (
    id            uuid        PRIMARY KEY,
    level         text        NOT NULL CHECK (level IN ('KEK', 'TENANT_KEY', 'DATA_KEY')),
    tenant        text        NOT NULL,            -- '' for the KEK
    target        text        NOT NULL,            -- the key by which everything is sealed at the end
    sources       text[]      NOT NULL DEFAULT '{}', -- the keys that are retired at the end
    state         text        NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
    total         bigint      NOT NULL DEFAULT 0,
    done          bigint      NOT NULL DEFAULT 0,
    broken        bigint      NOT NULL DEFAULT 0,  -- records that do not open; their key stays
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    moved_at      timestamptz,                     -- when something was last moved: readers of that moment are waited for
    finished_at   timestamptz,
    error         text,                            -- why it does not go on, while it does not
    claimed_by    uuid,                            -- the instance that works on it
    claimed_until timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE UNIQUE INDEX rotation_running ON rotation (level, tenant) WHERE state = 'RUNNING';

-- A key is wrapped anew in its place; place, age and generation cannot be changed.
GRANT UPDATE (wrapped) ON tenant_key, data_key TO vault_keystore_app;
GRANT SELECT, INSERT, DELETE, UPDATE (wrapped) ON fingerprint_key TO vault_keystore_app;
GRANT UPDATE (sealed) ON kek_check TO vault_keystore_app;
GRANT SELECT, INSERT, UPDATE (generation, shredded_at) ON tenant_state TO vault_keystore_app;
GRANT SELECT, INSERT ON retired_key TO vault_keystore_app;
GRANT SELECT, INSERT, UPDATE ON rotation TO vault_keystore_app;
