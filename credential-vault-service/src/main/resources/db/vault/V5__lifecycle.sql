-- What a version holds never changes. When it ends does, and whether connector-api knows it.
ALTER TABLE credential_version
    DROP CONSTRAINT credential_version_kind_check,  -- the service knows the kinds, and a new one needs no migration
    ADD COLUMN deleted_at   timestamptz,            -- since when nobody gets it; purge_at is when its key goes
    ADD COLUMN reconcile_at timestamptz;            -- when connector-api is asked, or asked again, whether it is committed; null once it is
-- Of the versions so far it was never asked.
UPDATE credential_version SET reconcile_at = now() WHERE purge_at IS NULL;

CREATE INDEX credential_version_reconcile ON credential_version (reconcile_at)
    WHERE reconcile_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX credential_version_committed ON credential_version (sealed_at)
    WHERE reconcile_at IS NULL AND purge_at IS NULL;

-- When a version was revealed last. Apart from the versions, so that no large row is written again for a time.
CREATE TABLE credential_use (
    credential_id uuid        NOT NULL,
    version       int         NOT NULL,
    last_used_at  timestamptz NOT NULL,
    PRIMARY KEY (credential_id, version),
    FOREIGN KEY (credential_id, version) REFERENCES credential_version ON DELETE CASCADE
) WITH (fillfactor = 80);

GRANT UPDATE (deleted_at, purge_at, reconcile_at) ON credential_version TO vault_app;
GRANT SELECT, INSERT, UPDATE (last_used_at) ON credential_use TO vault_app;
