-- What operators watch is looked up by one instance for all, so that ten instances ask no more than one does: whoever finds
-- a sample's time come moves it on and takes it, the others read what came of it.
CREATE TABLE sample (
    name     text        PRIMARY KEY,
    due_at   timestamptz NOT NULL,              -- the next time that somebody shall take it
    taken_at timestamptz NOT NULL,              -- when it was last taken to the end
    figures  jsonb       NOT NULL               -- name -> number
) WITH (fillfactor = 50);                       -- updates stay in the page
GRANT SELECT, INSERT, UPDATE ON sample TO connectors_engine;

-- How far back somebody makes the database keep dead rows, by who does it: the claim slows down for as long as that grows.
-- It runs as the owner, so that the engine need not see other sessions. When an administrator granted pg_read_all_stats to the
-- owner, it knows since when sessions of other roles do it; without, only how many transactions ago they began.
CREATE FUNCTION oldest_xmin() RETURNS TABLE (holder text, transactions bigint, seconds float8)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN backend_type = 'walsender' THEN 'standby' ELSE 'session' END,
           max(GREATEST(age(backend_xmin), age(backend_xid)))::bigint,
           max(extract(epoch FROM clock_timestamp() - xact_start))::float8
      FROM pg_stat_activity
     WHERE pid <> pg_backend_pid()
       AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)
       AND (datname = current_database() OR backend_type = 'walsender')
       AND backend_type IS DISTINCT FROM 'autovacuum worker'        -- vacuum holds nothing back
     GROUP BY 1
    UNION ALL
    SELECT 'prepared', max(age(transaction))::bigint, max(extract(epoch FROM clock_timestamp() - prepared))::float8
      FROM pg_prepared_xacts
     WHERE database = current_database()
    HAVING count(*) > 0
    UNION ALL
    SELECT 'slot', max(age(xmin))::bigint, NULL
      FROM pg_replication_slots
     WHERE xmin IS NOT NULL
    HAVING count(*) > 0
$$;
REVOKE EXECUTE ON FUNCTION oldest_xmin() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION oldest_xmin() TO connectors_engine;
