-- What falls due besides full runs on the grid, since when a success is missed, and the number of each transition.
ALTER TABLE schedule DROP CONSTRAINT schedule_mode_check;
-- Seconds only, so it depends on no time zone, as a generated column must not.
CREATE FUNCTION fresh_until(fresh_at timestamptz, frequency_seconds int) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT fresh_at + 2 * frequency_seconds * interval '1 second'
$$;
ALTER TABLE schedule
    ADD CONSTRAINT schedule_mode_check CHECK (mode IN ('SCHEDULED', 'RECHECK', 'PROBE')),
    ADD COLUMN check_seconds int         NOT NULL DEFAULT 0,     -- between two checks; see outcome.Cadence
    ADD COLUMN changed       boolean     NOT NULL DEFAULT false, -- credential or settings, while the active run goes
    ADD COLUMN fresh_at      timestamptz NOT NULL DEFAULT now(), -- last success; or when it was enabled, or its period changed
    ADD COLUMN fresh_until   timestamptz GENERATED ALWAYS AS (fresh_until(fresh_at, frequency_seconds)) STORED;
CREATE INDEX schedule_stale ON schedule (fresh_until) WHERE runnable AND mode <> 'PROBE';

ALTER TABLE connector ADD COLUMN transitions bigint NOT NULL DEFAULT 0; -- of the stored state, one event each
CREATE INDEX connector_states ON connector (state) WHERE deleted_at IS NULL; -- what is counted for operators

ALTER TABLE outbox ALTER COLUMN run_id DROP NOT NULL;  -- an event about a connector belongs to no run

-- What tells whether the platform itself is in trouble.
CREATE INDEX run_waiting ON run (created_at) WHERE state = 'QUEUED';
CREATE INDEX run_without_vault ON run (finished_at) WHERE reason ->> 'code' = 'VAULT_UNAVAILABLE';

-- The owner has no policy of its own: its rows are hidden from it while security is forced.
ALTER TABLE connector NO FORCE ROW LEVEL SECURITY;
ALTER TABLE schedule NO FORCE ROW LEVEL SECURITY;
UPDATE schedule s
   SET mode = CASE c.state WHEN 'OFFLINE' THEN 'PROBE' ELSE 'SCHEDULED' END,
       check_seconds = CASE c.state WHEN 'OFFLINE' THEN 900 ELSE 0 END
  FROM connector c
 WHERE c.id = s.connector_id;
ALTER TABLE connector FORCE ROW LEVEL SECURITY;
ALTER TABLE schedule FORCE ROW LEVEL SECURITY;

GRANT UPDATE (mode, changed, fresh_at) ON schedule TO connectors_api;
GRANT UPDATE (transitions) ON connector TO connectors_engine;
