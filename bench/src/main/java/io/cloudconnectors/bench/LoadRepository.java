package io.cloudconnectors.bench;

import io.cloudconnectors.local.servers.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Fills the database as superuser. The tenants take turns in the order of creation over a year, so that the rows of one lie
 * scattered over the table, as they do where customers come one by one. Nothing is due for a day.
 */
public final class LoadRepository implements AutoCloseable {
    /** Has a tenth of what the others have together. */
    static final String LARGE = "bench-large";

    private static final int CHUNK = 50_000;
    /** Each eleventh row is the large tenant's. */
    private static final int LARGE_EVERY = 11;

    private static final String DRAFT = """
            CREATE TEMP TABLE draft ON COMMIT DROP AS
            SELECT n, tenant, id, uuid_extract_timestamp(id) AS created_at, uuidv7() AS run_id, credential_id, provider,
                   CASE fate WHEN 0 THEN 'PENDING' WHEN 1 THEN 'OFFLINE' ELSE 'ONLINE' END AS state,
                   CASE fate WHEN 1 THEN 'ERROR' WHEN 2 THEN 'DEGRADED' ELSE 'OK' END AS health,
                   CASE fate
                       WHEN 0 THEN 'AWAITING_FIRST_RUN'
                       WHEN 1 THEN CASE provider WHEN 'AWS' THEN 'AWS_ASSUME_ROLE_DENIED'
                                                 WHEN 'AZURE' THEN 'AZURE_SECRET_INVALID' ELSE 'GCP_KEY_INVALID' END
                       WHEN 2 THEN 'PERMISSION_MISSING'
                   END AS reason_code,
                   CASE provider WHEN 'AWS' THEN lpad(n::text, 12, '0')
                                 WHEN 'AZURE' THEN md5('s' || n)::uuid::text ELSE 'acme-' || n END AS account_id
              FROM (SELECT n,
                           CASE WHEN n %% %1$d = 0 THEN '%2$s'
                                ELSE 'bench-' || lpad(((n - n / %1$d - 1) %% ?)::text, 4, '0') END AS tenant,
                           uuidv7(make_interval(secs => (n - ?) * (31536000.0 / ?))) AS id,
                           gen_random_uuid() AS credential_id,
                           (ARRAY['AWS','AWS','AWS','AWS','AWS','AWS','AWS','AZURE','AZURE','GCP'])
                               [1 + (hashint4(n) & 2147483647) %% 10] AS provider,
                           (hashint4(n) & 2147483647) / 10 %% 20 AS fate
                      FROM generate_series(?, ?) AS n) AS drawn
            """.formatted(LARGE_EVERY, LARGE);

    private static final String RUNS = """
            INSERT INTO run (id, tenant, connector_id, trigger, run_seq, state, credential_id, credential_version,
                             created_at, queue_expires_at, sent_at, budget_seconds, started_at, finished_at, reason,
                             assets_seen, assets_created, assets_changed, assets_gone)
            SELECT run_id, tenant, id, 'SCHEDULED', 1,
                   CASE health WHEN 'OK' THEN 'SUCCEEDED' WHEN 'DEGRADED' THEN 'PARTIAL' ELSE 'FAILED' END,
                   credential_id, 1, now(), now() + interval '1 hour', now(), 3600, now(), now(),
                   CASE WHEN reason_code IS NOT NULL
                        THEN jsonb_build_object('code', reason_code, 'providerCode', 'AccessDenied',
                                                'providerRequestId', run_id, 'at', now()) END,
                   CASE health WHEN 'ERROR' THEN 0 ELSE n % 5000 END, n % 7, n % 11, n % 3
              FROM draft WHERE state <> 'PENDING'
            """;

    private static final String CONNECTORS = """
            INSERT INTO connector (id, tenant, name, description, provider, account_id, settings, role_arn, external_id,
                                   application_id, client_email, labels, run_frequency_minutes, credential_id,
                                   credential_version, credential_fingerprint, state, ever_online, health, reason,
                                   last_run_id, last_success_at, created_at, updated_at)
            SELECT id, tenant, 'prod-' || substr(md5(n::text), 1, 8) || '-' || n, 'Landing zone of team ' || n % 97,
                   provider, account_id,
                   CASE provider
                       WHEN 'AWS' THEN jsonb_build_object('accountId', account_id, 'partition', 'aws', 'regions',
                                                          jsonb_build_array('eu-central-1', 'eu-west-1', 'us-east-1'))
                       WHEN 'AZURE' THEN jsonb_build_object('directoryId', md5(tenant)::uuid, 'subscriptionId', account_id,
                                                            'cloud', 'PUBLIC')
                       ELSE jsonb_build_object('projectId', account_id) END,
                   CASE WHEN provider = 'AWS' THEN 'arn:aws:iam::' || account_id || ':role/CloudConnector' END,
                   CASE WHEN provider = 'AWS' THEN gen_random_uuid()::text END,
                   CASE WHEN provider = 'AZURE' THEN md5('a' || n)::uuid::text END,
                   CASE WHEN provider = 'GCP' THEN 'reader@' || account_id || '.iam.gserviceaccount.com' END,
                   jsonb_build_object('team', 'team-' || n % 97, 'env', CASE n % 3 WHEN 0 THEN 'prod' ELSE 'test' END,
                                      'cost-centre', 'cc-' || n % 40),
                   240, credential_id, 1, substr(md5('f' || n), 1, 16),
                   state, state <> 'PENDING', health,
                   CASE WHEN reason_code IS NOT NULL
                        THEN jsonb_strip_nulls(jsonb_build_object(
                            'code', reason_code,
                            'providerCode', CASE WHEN state = 'OFFLINE' THEN 'AccessDenied' END,
                            'providerRequestId', CASE WHEN state = 'OFFLINE' THEN run_id END,
                            'subject', CASE WHEN health = 'DEGRADED' THEN 'ec2:DescribeInstances' END,
                            'at', created_at, 'since', created_at)) END,
                   CASE WHEN state <> 'PENDING' THEN run_id END,
                   CASE WHEN state = 'ONLINE' THEN now() END,
                   created_at, created_at + interval '1 minute' * (n % 1000)
              FROM draft
             ORDER BY id
            """;

    private static final String VERSIONS = """
            INSERT INTO credential_version (connector_id, version, tenant, current, fingerprint, role_arn, application_id,
                                            client_email, created_at, last_used_at)
            SELECT c.id, c.credential_version, c.tenant, true, c.credential_fingerprint, c.role_arn, c.application_id,
                   c.client_email, c.created_at, c.last_success_at
              FROM draft JOIN connector c ON c.id = draft.id
             ORDER BY c.id
            """;

    private static final String SCHEDULES = """
            INSERT INTO schedule (connector_id, tenant, runnable, next_run_at, frequency_seconds, slot, mode, run_seq,
                                  check_seconds)
            SELECT id, tenant, true, now() + interval '1 day' + random() * interval '4 hours', 14400,
                   hashint4(n) & 2147483647, CASE state WHEN 'OFFLINE' THEN 'PROBE' ELSE 'SCHEDULED' END, 1,
                   CASE state WHEN 'OFFLINE' THEN 900 ELSE 0 END
              FROM draft
             ORDER BY id
            """;

    private static final String IDS = "SELECT id FROM connector WHERE tenant = ? ORDER BY id";

    private static final String SIZES = """
            SELECT string_agg(relname || ' ' || pg_size_pretty(pg_total_relation_size(oid)), ', ' ORDER BY relname)
              FROM pg_class WHERE relname IN ('connector', 'schedule')
            """;

    private final Connection connection;

    private LoadRepository(Connection connection) {
        this.connection = connection;
    }

    public static LoadRepository connect(Login superuser) throws SQLException {
        return new LoadRepository(superuser.connect());
    }

    /**
     * Loads them.
     *
     * @param connectors of the ordinary tenants together; the large one's come to them
     * @param progress told how many rows there are
     */
    public void load(int connectors, int tenants, IntConsumer progress) throws SQLException {
        int total = connectors + connectors / (LARGE_EVERY - 1);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            connection.setAutoCommit(false);
            for (int from = 1; from <= total; from += CHUNK) {
                int to = Math.min(total, from + CHUNK - 1);
                draft(tenants, total, from, to);
                statement.executeUpdate(RUNS);
                statement.executeUpdate(CONNECTORS);
                statement.executeUpdate(VERSIONS);
                statement.executeUpdate(SCHEDULES);
                connection.commit();
                progress.accept(to);
            }
            connection.setAutoCommit(true);
            statement.execute("VACUUM (FREEZE, ANALYZE) connector, credential_version, schedule, run");
            statement.execute("CHECKPOINT");
        }
    }

    private void draft(int tenants, int total, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DRAFT)) {
            statement.setInt(1, tenants);
            statement.setInt(2, total);
            statement.setInt(3, total);
            statement.setInt(4, from);
            statement.setInt(5, to);
            statement.execute();
        }
    }

    static String tenant(int number) {
        return "bench-%04d".formatted(number);
    }

    List<UUID> ids(String tenant) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            statement.setString(1, tenant);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    ids.add(result.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    /** The size of the tables with their indexes. */
    String sizes() throws SQLException {
        return Sql.value(connection, String.class, SIZES);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
