-- What the database of connectors tells, and its gates: see common.sql. Rows of one connector are in the order of its row locks.
CREATE FUNCTION fault.claimed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, number, detail)
    VALUES ('CLAIMED', NEW.tenant, NEW.connector_id, NEW.run_seq, (extract(epoch FROM OLD.next_run_at) * 1000000)::bigint);
    RETURN NULL;
END $$;
CREATE TRIGGER fault_claimed AFTER UPDATE ON schedule FOR EACH ROW WHEN (OLD.run_seq <> NEW.run_seq)
    EXECUTE FUNCTION fault.claimed();

CREATE FUNCTION fault.run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.run_seq IS NOT NULL THEN
        INSERT INTO fault.history (what, tenant, connector, run, number)
        VALUES ('NUMBERED', NEW.tenant, NEW.connector_id, NEW.id, NEW.run_seq);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'RUNNING' AND (OLD.state <> 'RUNNING' OR OLD.epoch IS DISTINCT FROM NEW.epoch) THEN
        INSERT INTO fault.history (what, tenant, connector, run, attempt, number)
        VALUES ('LEASED', NEW.tenant, NEW.connector_id, NEW.id, NEW.attempt, NEW.epoch);
    END IF;
    IF NEW.finished_at IS NOT NULL AND (TG_OP = 'INSERT' OR (OLD.state, OLD.finished_at) IS DISTINCT FROM (NEW.state, NEW.finished_at)) THEN
        INSERT INTO fault.history (what, tenant, connector, run, attempt, number, slice, detail, reason, outdated)
        VALUES ('ENDED', NEW.tenant, NEW.connector_id, NEW.id, NEW.attempt, NEW.epoch, NEW.trigger, NEW.state, NEW.reason ->> 'code',
                (SELECT changed FROM schedule WHERE connector_id = NEW.connector_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER fault_run AFTER INSERT OR UPDATE ON run FOR EACH ROW EXECUTE FUNCTION fault.run();

-- Where the end of a run leaves its connector: in the same transaction, behind it.
CREATE FUNCTION fault.stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, number, detail)
    VALUES ('STANDS', NEW.tenant, NEW.id, NEW.transient_failures, NEW.state);
    RETURN NULL;
END $$;
CREATE TRIGGER fault_stands AFTER UPDATE OF state, transient_failures ON connector FOR EACH ROW EXECUTE FUNCTION fault.stands();

CREATE FUNCTION fault.message() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, run, attempt)
    VALUES ('MESSAGE', NEW.payload ->> 'tenant', NEW.message_key::uuid, NEW.run_id, (NEW.payload ->> 'attempt')::int);
    RETURN NULL;
END $$;
CREATE TRIGGER fault_message AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.topic LIKE 'runs_%')
    EXECUTE FUNCTION fault.message();

CREATE FUNCTION fault.reported() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO fault.history (what, tenant, connector, run, attempt, slice)
    VALUES ('REPORTED', NEW.tenant, NEW.connector_id, NEW.run_id, NEW.attempt, NEW.region || '/' || NEW.service);
    RETURN NULL;
END $$;
CREATE TRIGGER fault_reported AFTER INSERT OR UPDATE ON slice_result FOR EACH ROW EXECUTE FUNCTION fault.reported();

CREATE CONSTRAINT TRIGGER fault_gate_claim AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.topic = 'runs_scheduled') EXECUTE FUNCTION fault.gate('7100');
CREATE TRIGGER fault_gate_delete BEFORE DELETE ON outbox FOR EACH ROW
    WHEN (OLD.topic = 'runs_scheduled') EXECUTE FUNCTION fault.gate('7200');
CREATE TRIGGER fault_gate_report BEFORE INSERT OR UPDATE ON slice_result FOR EACH ROW EXECUTE FUNCTION fault.gate('7300');
