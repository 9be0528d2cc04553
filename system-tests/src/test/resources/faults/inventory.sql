-- The same for the inventory: see connectors.sql. Rows of one connector are in the order in which its fence was held.
CREATE SCHEMA fault;
CREATE TABLE fault.history (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid       xid8        NOT NULL DEFAULT pg_current_xact_id(),
    what      text        NOT NULL,
    tenant    text        NOT NULL,
    connector uuid        NOT NULL,
    run       uuid,
    attempt   int,
    number    bigint,                                     -- epoch
    slice     text,                                       -- region/service
    detail    text                                        -- names of the volumes that the slice has from here on
);

CREATE FUNCTION fault.gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id(); -- so that others see whose transaction it is
    IF pg_try_advisory_xact_lock(TG_ARGV[0]::bigint + 1) THEN
        PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION fault.fenced() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, number) VALUES ('FENCED', NEW.tenant, NEW.connector_id, NEW.epoch);
    RETURN NULL;
END $$;
CREATE TRIGGER fault_fenced AFTER INSERT OR UPDATE ON fence FOR EACH ROW EXECUTE FUNCTION fault.fenced();

-- At the end of the statement, when the assets are as it leaves them.
CREATE FUNCTION fault.merged() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, run, attempt, slice, detail)
    SELECT 'MERGED', NEW.tenant, NEW.connector_id, NEW.run_id, NEW.attempt, NEW.region || '/' || NEW.service,
           COALESCE(string_agg(a.name, ',' ORDER BY a.name COLLATE "C"), '')
      FROM asset a
     WHERE a.connector_id = NEW.connector_id AND a.slice_region = NEW.region AND a.slice_service = NEW.service
       AND a.gone_at IS NULL AND a.type = 'AWS::EC2::Volume';
    RETURN NULL;
END $$;
CREATE TRIGGER fault_merged AFTER INSERT OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION fault.merged();

CREATE TRIGGER fault_gate_merge BEFORE INSERT OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION fault.gate('7400');
