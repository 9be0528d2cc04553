-- What changed, for those who watch: each event stands here for server-sent events and in the outbox for Kafka (ADR 15).
CREATE TABLE event (
    xid          xid8        NOT NULL DEFAULT pg_current_xact_id(), -- whoever reads up to the oldest open transaction misses none
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    tenant       text        NOT NULL,
    connector_id uuid        NOT NULL,
    type         text        NOT NULL,
    payload      jsonb       NOT NULL,                              -- a CloudEvent of contracts
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (xid, id)
);
CREATE INDEX event_of_tenant ON event (tenant, xid, id);

-- Up to where events were deleted: nobody can resume from before it.
CREATE TABLE event_floor (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    xid  xid8    NOT NULL,
    id   bigint  NOT NULL
);
INSERT INTO event_floor (xid, id) VALUES ('0', 0);

-- The one place that tells of a change: in the transaction that makes it.
CREATE FUNCTION publish_event(of_tenant text, connector uuid, cloud_event jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    event_id bigint;
BEGIN
    INSERT INTO event (tenant, connector_id, type, payload)
    VALUES (of_tenant, connector, cloud_event ->> 'type', cloud_event)
    RETURNING id INTO event_id;
    INSERT INTO outbox (topic, message_key, payload, claimed_until)
    VALUES ('connector_changes', connector, cloud_event, now());
    RETURN event_id;
END $$;

CREATE FUNCTION cloud_event(id text, type text, subject text, at timestamptz, sequence bigint, data jsonb)
    RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'specversion', '1.0',
        'id', id,
        'source', '/api/v1/connectors',
        'type', type,
        'subject', subject,
        'time', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'datacontenttype', 'application/json',
        'sequence', lpad(sequence::text, 20, '0'),
        'data', data)
$$;

-- contracts.RunStateChanged, the one place that writes it. QUEUED, RUNNING and the end of an attempt follow each other.
CREATE FUNCTION run_state_changed(run_id uuid, attempt int, state text, trigger text, reason text,
        connector uuid, tenant text, provider text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT cloud_event(
        run_id || '/' || attempt || '/' || state,
        'io.cloudconnectors.run.state-changed.v1',
        connector::text,
        clock_timestamp(),
        attempt * 10 + CASE state WHEN 'QUEUED' THEN 0 WHEN 'RUNNING' THEN 1 ELSE 2 END,
        jsonb_build_object('connectorId', connector, 'tenant', tenant, 'provider', provider, 'runId', run_id,
            'trigger', trigger, 'attempt', attempt, 'state', state, 'reason', reason))
$$;

-- Writes down what somebody did and, unless the change tells of itself, a contracts.ConnectorChanged. The last statements
-- of their transaction: the chain of the tenant is locked from here on.
CREATE FUNCTION record_change(of_tenant text, what text, connector uuid, who jsonb, from_where jsonb, old_facts jsonb,
        new_facts jsonb, told boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    subject connector;
    entry   audit;
    kind    text;
BEGIN
    SELECT c.* INTO subject FROM connector c WHERE c.id = connector AND c.tenant = of_tenant;
    INSERT INTO audit (tenant, action, actor, origin, connector_id, connector_name, before, after)
    VALUES (of_tenant, what, who, from_where, connector, COALESCE(subject.name, old_facts #>> '{connector,name}'),
            old_facts, new_facts)
    RETURNING * INTO entry;
    kind := COALESCE(subject.provider, old_facts #>> '{connector,provider}');
    IF told AND kind IS NOT NULL THEN
        PERFORM publish_event(of_tenant, connector, cloud_event(
            connector || '/audit/' || entry.seq,
            'io.cloudconnectors.connector.changed.v1',
            connector::text,
            entry.at,
            entry.seq,
            jsonb_build_object('connectorId', connector, 'tenant', of_tenant, 'provider', kind,
                'name', entry.connector_name, 'action', what, 'version', subject.version)));
    END IF;
    RETURN entry.seq;
END $$;

ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON event TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON event TO connectors_engine USING (true) WITH CHECK (true);
GRANT SELECT ON event, event_floor TO connectors_api, connectors_engine;
GRANT INSERT (tenant, connector_id, type, payload) ON event TO connectors_api, connectors_engine;
GRANT DELETE ON event TO connectors_engine;
GRANT UPDATE ON event_floor TO connectors_engine;

-- The API may send events of its own tenant, and no run request.
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY events ON outbox FOR INSERT TO connectors_api
    WITH CHECK (topic = 'connector_changes'
                AND payload #>> '{data,tenant}' = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON outbox TO connectors_engine USING (true) WITH CHECK (true);
GRANT INSERT (topic, message_key, payload, claimed_until) ON outbox TO connectors_api;
