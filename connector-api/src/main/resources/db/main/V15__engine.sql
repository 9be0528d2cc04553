-- Caps on how many runs of a tenant, or of a cloud account, go at once; and an end of what runs leave behind (ADR 21).

-- A run over a cap stays QUEUED and is held back from Kafka until there is room.
ALTER TABLE run
    ADD COLUMN held_by text CHECK (held_by IN ('TENANT', 'ACCOUNT')), -- whose cap it waits for; null when it is not held back
    ADD COLUMN held_at timestamptz,                                   -- since when
    ADD COLUMN cap_key text,                                          -- of that cap; kept from its release to its lease, when it counts against it
    ADD COLUMN waits_since timestamptz NOT NULL DEFAULT now();        -- for a poller: when it was made, queued again, or released
CREATE INDEX run_held ON run (cap_key, (trigger <> 'MANUAL'), id) WHERE state = 'QUEUED' AND held_by IS NOT NULL;
CREATE INDEX run_released ON run (cap_key) WHERE state = 'QUEUED' AND held_by IS NULL AND cap_key IS NOT NULL;
-- What is held back is neither sent again nor a sign that the platform is late.
DROP INDEX run_queue, run_waiting;
CREATE INDEX run_queue ON run (sent_at) WHERE state = 'QUEUED' AND held_by IS NULL;
CREATE INDEX run_waiting ON run (waits_since) WHERE state = 'QUEUED' AND held_by IS NULL;
-- The connectors of an account, of all tenants. Of an expression, so that no list of one tenant is read by it.
CREATE INDEX connector_of_account ON connector ((provider || ' ' || account_id));

-- Written and deleted at the pace of the dispatch: vacuumed by rows and not by a share of a table that is mostly empty.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
                        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);

-- slice_result by days, as run is: what there is becomes the first partition, without being copied.
ALTER TABLE slice_result RENAME TO slice_result_first;
ALTER TABLE slice_result_first RENAME CONSTRAINT slice_result_pkey TO slice_result_first_pkey;
CREATE TABLE slice_result (
    LIKE slice_result_first INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    PRIMARY KEY (run_id, region, service)
) PARTITION BY RANGE (run_id);
REVOKE ALL ON slice_result_first FROM connectors_api, connectors_engine;
ALTER TABLE slice_result_first NO FORCE ROW LEVEL SECURITY;
ALTER TABLE slice_result_first DISABLE ROW LEVEL SECURITY;
DO $$
DECLARE
    last_day date := (now() AT TIME ZONE 'UTC')::date + 1;
    its_name text := 'slice_result_' || to_char(last_day, 'YYYYMMDD');
BEGIN
    EXECUTE format('ALTER TABLE slice_result_first RENAME TO %I', its_name);
    EXECUTE format('ALTER TABLE slice_result ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
        its_name, uuid_v7_floor((last_day + 1)::timestamp AT TIME ZONE 'UTC'));
END $$;
ALTER TABLE slice_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE slice_result FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON slice_result FOR SELECT TO connectors_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON slice_result TO connectors_engine USING (true) WITH CHECK (true);
GRANT SELECT ON slice_result TO connectors_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON slice_result TO connectors_engine;

-- The partitions of some days, of both tables. They are made beside the table and then attached, so that nobody who reads or
-- writes it has to wait. A day that has passed and has no partition is one that was dropped.
CREATE OR REPLACE FUNCTION ensure_run_partitions(first date, days int) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day     date;
    parent  text;
    its_name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ensure_run_partitions'));
    FOR day, parent IN SELECT first + n, p FROM generate_series(0, days - 1) AS n, unnest(ARRAY['run', 'slice_result']) AS p LOOP
        its_name := parent || '_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(its_name) IS NOT NULL;
        -- The first partition of slice_result covers more days than the one that it is named after.
        CONTINUE WHEN parent = 'slice_result' AND its_name < (
            SELECT min(c.relname) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'slice_result'::regclass);
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', its_name, parent);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, its_name,
            uuid_v7_floor(day::timestamp AT TIME ZONE 'UTC'), uuid_v7_floor((day + 1)::timestamp AT TIME ZONE 'UTC'));
    END LOOP;
END $$;
SELECT ensure_run_partitions((now() AT TIME ZONE 'UTC')::date, 15);

-- Drops the oldest partition of run or slice_result if all of it is from before a day, and answers its name. Waits only
-- briefly for those who read the table, for everybody else waits behind it. A day with a run that is not over stays.
CREATE FUNCTION drop_run_partition(parent text, before date) RETURNS text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    oldest text;
    going  boolean := false;
BEGIN
    IF parent NOT IN ('run', 'slice_result') THEN
        RAISE EXCEPTION 'Not a table with retention: %', parent USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_run_partitions'));
    FOR oldest IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = parent::regclass AND c.relname < parent || '_' || to_char(before, 'YYYYMMDD')
         ORDER BY c.relname
    LOOP
        IF parent = 'run' THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE state IN (''QUEUED'', ''RUNNING''))', oldest) INTO going;
        END IF;
        IF NOT going THEN
            EXECUTE format('DROP TABLE %I', oldest);
            RETURN oldest;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION drop_run_partition(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_run_partition(text, date) TO connectors_engine;
