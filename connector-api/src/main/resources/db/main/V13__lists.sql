-- Lists and counts of a tenant, each out of an index that the tenant leads.
ALTER TABLE connector ADD COLUMN reason_code text GENERATED ALWAYS AS (reason ->> 'code') STORED; -- filtered by, counted by

-- All that is counted by, so that the counts of a tenant are read without its rows. A run that ends as the one before
-- did changes none of it.
CREATE INDEX connector_counts
    ON connector (tenant, state, provider, health, reason_code, credential_expires_at, id) WHERE deleted_at IS NULL;
CREATE INDEX connector_by_update ON connector (tenant, updated_at, id) WHERE deleted_at IS NULL;

-- PROCESSING is derived: the few connectors of a tenant on which a run is.
CREATE INDEX schedule_running ON schedule (tenant, connector_id) WHERE running_since IS NOT NULL;
