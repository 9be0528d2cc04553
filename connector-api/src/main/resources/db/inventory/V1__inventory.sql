-- Inventory: a database of its own, with no key or join into the main one, so that it can move to its own cluster.
CREATE TABLE asset (
    connector_id  uuid        NOT NULL,
    type          text        NOT NULL,
    region        text        NOT NULL,
    native_id     text        NOT NULL,
    id            uuid        NOT NULL,
    tenant        text        NOT NULL,
    provider      text        NOT NULL,
    slice_region  text        NOT NULL,                   -- the slice that reports it; a bucket of 'global' has its own region
    slice_service text        NOT NULL,
    name          text,
    tags          jsonb       NOT NULL,
    detail        jsonb       NOT NULL,
    content_hash  text        NOT NULL,
    first_seen_at timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    gone_at       timestamptz,                            -- null while present
    last_seen_at  timestamptz,                            -- null while its slice's last look had it, then the slice's seen_at counts
    PRIMARY KEY (connector_id, type, region, native_id)
) PARTITION BY HASH (connector_id);

-- When each slice of a connector was last seen to its end, and what the merges of that run did to it, all attempts
-- together; a replayed event is answered from here.
CREATE TABLE slice (
    connector_id uuid        NOT NULL,
    region       text        NOT NULL,
    service      text        NOT NULL,
    tenant       text        NOT NULL,
    seen_at      timestamptz NOT NULL,
    run_id       uuid        NOT NULL,
    attempt      int         NOT NULL,
    assets       int         NOT NULL,
    created      int         NOT NULL,
    changed      int         NOT NULL,
    gone         int         NOT NULL,
    PRIMARY KEY (connector_id, region, service)
);

-- The mirror of schedule.epoch: nothing of another epoch is written. Tenant and provider come from the lease, so that
-- no event has to be believed about them.
CREATE TABLE fence (
    connector_id uuid   PRIMARY KEY,
    epoch        bigint NOT NULL,
    tenant       text   NOT NULL,
    provider     text   NOT NULL
);

-- Chunks of slices that are not complete yet.
CREATE TABLE staged_chunk (
    run_id       uuid  NOT NULL,
    attempt      int   NOT NULL,
    region       text  NOT NULL,
    service      text  NOT NULL,
    chunk        int   NOT NULL,
    connector_id uuid  NOT NULL,
    tenant       text  NOT NULL,
    epoch        bigint NOT NULL,
    assets       jsonb NOT NULL,
    staged_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, attempt, region, service, chunk)
);
CREATE INDEX staged_chunk_connector ON staged_chunk (connector_id);

DO $$
BEGIN
    FOR n IN 0..15 LOOP
        EXECUTE format('CREATE TABLE asset_%s PARTITION OF asset FOR VALUES WITH (MODULUS 16, REMAINDER %s)', n, n);
    END LOOP;
END $$;
CREATE UNIQUE INDEX asset_page ON asset (tenant, connector_id, id);
CREATE INDEX asset_slice ON asset (connector_id, slice_region, slice_service) WHERE gone_at IS NULL;

ALTER TABLE asset ENABLE ROW LEVEL SECURITY;
ALTER TABLE asset FORCE ROW LEVEL SECURITY;
ALTER TABLE slice ENABLE ROW LEVEL SECURITY;
ALTER TABLE slice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON asset FOR SELECT TO inventory_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY tenant ON slice FOR SELECT TO inventory_api USING (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON asset TO inventory_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON slice TO inventory_engine USING (true) WITH CHECK (true);
GRANT SELECT ON asset, slice TO inventory_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON asset, slice, fence, staged_chunk TO inventory_engine;
