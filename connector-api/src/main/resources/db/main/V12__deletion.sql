-- A deleted connector can be restored until it is purged: its secrets are shredded, then all that was kept of it goes.
ALTER TABLE connector
    ADD COLUMN purge_at         timestamptz,     -- of a deleted one: when it is purged, or tried again
    ADD COLUMN purge_started_at timestamptz;     -- from then on its secrets may be gone, and it cannot be restored

-- The owner has no policy of its own: its rows are hidden from it while security is forced.
ALTER TABLE connector NO FORCE ROW LEVEL SECURITY;
UPDATE connector SET purge_at = now() + interval '30 days' WHERE deleted_at IS NOT NULL;
ALTER TABLE connector FORCE ROW LEVEL SECURITY;

CREATE INDEX connector_purge ON connector (purge_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX connector_deleted ON connector (tenant, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX connector_twin ON connector (tenant, provider, account_id, deleted_at) WHERE deleted_at IS NOT NULL;

GRANT UPDATE (purge_at) ON connector TO connectors_api;
GRANT UPDATE (purge_at, purge_started_at), DELETE ON connector TO connectors_engine;
GRANT DELETE ON schedule, run TO connectors_engine;
