-- What is deleted leaves no test behind: one that is open is over, and a purge finds those that ended.
CREATE INDEX connection_test_of_connector ON connection_test (connector_id);
GRANT UPDATE (ends_by, deadline_at) ON connection_test TO connectors_api;

-- A row of apply_set is the lease of the call that applies it, and nothing once that is over.
CREATE POLICY engine ON apply_set TO connectors_engine USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON apply_set TO connectors_engine;
