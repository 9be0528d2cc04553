-- Keys that nothing may be sealed by any more, as in the keystore: a keystore that was put back whole is found out by this
-- list, and a table of this database that was put back by the keystore's.
CREATE TABLE retired_key (
    tenant     text        NOT NULL,               -- '' for KEKs
    name       text        NOT NULL,
    retired_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, name)
);
GRANT SELECT, INSERT ON retired_key TO vault_app;

-- Re-sealing replaces the ciphertext of a version by one of the same secret under a younger data key, and nothing else of it.
GRANT UPDATE (sealed) ON credential_version TO vault_app;

-- It goes forward only: the record's key name is data-key, data-key/2, data-key/3 ...
CREATE FUNCTION sealed_generation(sealed bytea) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT coalesce(nullif(split_part(encode(substring(sealed FROM 3 FOR get_byte(sealed, 1)), 'escape'), '/', 2), ''), '1')::int
$$;
CREATE FUNCTION reseal_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF sealed_generation(NEW.sealed) <= sealed_generation(OLD.sealed) THEN
        RAISE EXCEPTION 'a version is re-sealed under a younger data key only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reseal_forward BEFORE UPDATE OF sealed ON credential_version
    FOR EACH ROW EXECUTE FUNCTION reseal_forward();
