-- What the inventory tells, and its gate: see common.sql. Rows of one connector are in the order in which its fence was held. A
-- merge's detail are the names of the volumes (Azure and Google: disks) that the slice has from there on.
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
       AND a.gone_at IS NULL AND a.type IN ('AWS::EC2::Volume', 'microsoft.compute/disks', 'compute.googleapis.com/Disk');
    RETURN NULL;
END $$;
CREATE TRIGGER fault_merged AFTER INSERT OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION fault.merged();

CREATE TRIGGER fault_gate_merge BEFORE INSERT OR UPDATE ON slice FOR EACH ROW EXECUTE FUNCTION fault.gate('7400');
