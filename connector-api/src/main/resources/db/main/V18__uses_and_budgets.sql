-- What was done with a credential: requests by the provider's short name of the service; null when nobody told.
ALTER TABLE run ADD COLUMN calls jsonb;
ALTER TABLE connection_test ADD COLUMN calls jsonb;

-- How many requests a second the customer lets us send to the account.
ALTER TABLE connector ADD COLUMN requests_per_second int CHECK (requests_per_second BETWEEN 1 AND 1000);
GRANT UPDATE (requests_per_second) ON connector TO connectors_api;

-- contracts.RunRequest, the one place that writes it.
CREATE OR REPLACE FUNCTION run_request(run_id uuid, attempt int, trigger text, queue_expires_at timestamptz, budget_seconds int,
        connector connector, credential_version int) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'runId', run_id,
        'attempt', attempt,
        'connectorId', connector.id,
        'tenant', connector.tenant,
        'provider', connector.provider,
        'trigger', trigger,
        'settings', jsonb_build_object(lower(connector.provider), connector.settings),
        'credential', jsonb_build_object('id', connector.credential_id, 'version', credential_version),
        'queueExpiresAt', to_char(queue_expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'budgetSeconds', budget_seconds)
        || CASE WHEN connector.requests_per_second IS NULL THEN '{}'
                ELSE jsonb_build_object('requestsPerSecond', connector.requests_per_second) END
$$;
