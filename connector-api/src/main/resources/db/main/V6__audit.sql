-- Who did what (ADR 15). Rows are only ever added, and each holds the hash of the one before it in its tenant's chain.
CREATE TABLE audit (
    tenant         text        NOT NULL,
    seq            bigint      NOT NULL,                  -- 1, 2, 3 ... within the tenant
    at             timestamptz NOT NULL,                  -- never before that of the entry before
    action         text        NOT NULL,
    actor          jsonb       NOT NULL,                  -- kind, subject, name, clientId
    origin         jsonb       NOT NULL,                  -- address, userAgent, requestId
    connector_id   uuid        NOT NULL,
    connector_name text,
    before         jsonb,
    after          jsonb,
    previous_hash  text        NOT NULL,                  -- of seq - 1; 64 zeros at the first
    hash           text        NOT NULL,                  -- SHA-256 in hex over audit_document()
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX audit_of_connector ON audit (tenant, connector_id, seq);
CREATE INDEX audit_by_time ON audit (tenant, at);

-- JSON without a choice: members sorted by code point, no white space, numbers without exponent or trailing zeros, texts
-- escaped only where they must be. Of what an entry holds it is the form of RFC 8785.
CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN (
            SELECT '{' || COALESCE(string_agg(to_json(m.key)::text || ':' || canonical_json(m.value), ',' ORDER BY m.key COLLATE "C"), '') || '}'
              FROM jsonb_each(value) m)
        WHEN 'array' THEN (
            SELECT '[' || COALESCE(string_agg(canonical_json(i.item), ',' ORDER BY i.place), '') || ']'
              FROM jsonb_array_elements(value) WITH ORDINALITY AS i(item, place))
        WHEN 'number' THEN trim_scale((value #>> '{}')::numeric)::text
        ELSE value::text
    END;
END $$;

-- All of an entry but its hash, as the API shows it.
CREATE FUNCTION audit_document(entry audit) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'tenant', entry.tenant,
        'seq', entry.seq,
        'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'action', entry.action,
        'actor', entry.actor,
        'origin', entry.origin,
        'connectorId', entry.connector_id,
        'connectorName', entry.connector_name,
        'before', entry.before,
        'after', entry.after,
        'previousHash', entry.previous_hash)
$$;

-- The place in the chain is not the writer's to choose. The lock ends with the transaction, so an entry is seen by the next.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head audit;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant, 6));
    SELECT * INTO head FROM audit WHERE tenant = NEW.tenant ORDER BY seq DESC LIMIT 1;
    NEW.seq := COALESCE(head.seq, 0) + 1;
    NEW.at := greatest(clock_timestamp(), head.at);
    NEW.previous_hash := COALESCE(head.hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(canonical_json(audit_document(NEW)), 'UTF8')), 'hex');
    RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit TO connectors_api
    USING (tenant = NULLIF(current_setting('app.tenant', true), ''))
    WITH CHECK (tenant = NULLIF(current_setting('app.tenant', true), ''));
CREATE POLICY engine ON audit TO connectors_engine USING (true) WITH CHECK (true);
GRANT SELECT ON audit TO connectors_api, connectors_engine;
GRANT INSERT (tenant, action, actor, origin, connector_id, connector_name, before, after)
    ON audit TO connectors_api, connectors_engine;

-- One instance at a time tells Kafka where the chains end.
CREATE TABLE audit_turn (
    one     boolean     PRIMARY KEY DEFAULT true CHECK (one),
    next_at timestamptz NOT NULL
);
INSERT INTO audit_turn (next_at) VALUES (now());
GRANT SELECT, UPDATE ON audit_turn TO connectors_engine;
