-- What fault runs put into each database before its own triggers: a history that commits with what it tells of, and the gates
-- at which whoever comes by first waits.
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
    number    bigint,                                     -- run_seq or epoch
    slice     text,                                       -- region/service
    detail    text,                                       -- what else there is to tell of this kind
    reason    text,                                       -- why a run ended as it did; a code
    outdated  boolean                                     -- credential or settings changed while the run went
);

-- The first of those that come by takes the ticket and waits while the gate is closed: the others pass. Others see whose
-- transaction it is, and of which run the row that brought it there.
CREATE FUNCTION fault.gate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    passing record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        passing := OLD;
    ELSE
        passing := NEW;
    END IF;
    PERFORM pg_current_xact_id();
    IF pg_try_advisory_xact_lock(TG_ARGV[0]::bigint + 1) THEN
        PERFORM set_config('application_name', passing.run_id::text, true);
        PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
    END IF;
    RETURN passing;
END $$;
