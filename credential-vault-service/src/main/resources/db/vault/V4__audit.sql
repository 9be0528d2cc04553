-- The log only grows, also for whoever owns the table. A superuser gets past this; the chain and its anchors tell of him.
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();

-- What is asked after an incident: who had this credential, and all those of this connector.
CREATE INDEX audit_credential ON audit (credential_id, at) WHERE credential_id IS NOT NULL;
CREATE INDEX audit_connector ON audit (connector_id, at) WHERE connector_id IS NOT NULL;

-- Credentials that nobody has a reason to ask for. That they are canaries is said here alone.
CREATE TABLE canary (
    credential_id uuid        PRIMARY KEY,
    planted_at    timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, DELETE ON canary TO vault_app;
