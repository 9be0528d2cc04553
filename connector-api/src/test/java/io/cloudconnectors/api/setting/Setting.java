package io.cloudconnectors.api.setting;

import io.cloudconnectors.api.fixture.Kafka;
import io.cloudconnectors.api.runtoken.RunTokenFixture;
import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.PostgresServer;
import io.cloudconnectors.local.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The surroundings of the service in its HTTP tests, shared by all of them. */
public final class Setting implements QuarkusTestResourceLifecycleManager {
    /** The platform's own AWS account, as it is shown to customers. */
    public static final String PLATFORM_ACCOUNT = "999988887777";

    /** How many event streams a tenant may have. */
    public static final int STREAMS_PER_TENANT = 3;

    /** The same in AWS GovCloud (US); in China it has none. */
    public static final String PLATFORM_ACCOUNT_IN_GOVCLOUD = "888877776666";

    private static final IdentityProvider IDENTITY;
    private static final FakeVault VAULT;

    static {
        try {
            IDENTITY = new IdentityProvider();
            VAULT = new FakeVault();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who makes tokens. */
    public static IdentityProvider identity() {
        return IDENTITY;
    }

    /** Where secrets go. */
    public static FakeVault vault() {
        return VAULT;
    }

    /** Where rows go. */
    public static PostgresServer postgres() {
        return TestServers.postgres();
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> environment =
                new HashMap<>(postgres().environment(Database.CONNECTORS, Database.INVENTORY));
        environment.put("VAULT_URL", VAULT.url());
        environment.put("OIDC_ISSUER", IDENTITY.issuer());
        environment.put("OIDC_CLIENT_SECRET", "unused-by-the-test-provider");
        environment.put("PLATFORM_AWS_ACCOUNT_ID", PLATFORM_ACCOUNT);
        environment.put("PLATFORM_AWS_US_GOV_ACCOUNT_ID", PLATFORM_ACCOUNT_IN_GOVCLOUD);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", TestServers.kafka().bootstrapServers());
        environment.putAll(Kafka.partitions());
        environment.put("RUN_TOKEN_KEY_FILE", RunTokenFixture.keyFile().toString());
        // What the engine does by itself would move the rows that these tests look at.
        environment.put("dispatch.enabled", "false");
        environment.put("lease.sweeping", "false");
        environment.put("states.staleness.enabled", "false");
        environment.put("results.enabled", "false");
        environment.put("retention.enabled", "false");
        environment.put("lease.per-account", "0"); // tests share the accounts
        environment.put("audit.anchoring", "false");
        environment.put("live.poll-every", "50MS");
        environment.put("live.heartbeat", "300MS");
        environment.put("live.queue", "300");
        environment.put("live.streams-per-tenant", Integer.toString(STREAMS_PER_TENANT));
        environment.put("deletion.purging", "false");
        environment.put("credential-expiry.enabled", "false");
        environment.put("credentials.shredding.enabled", "false");
        environment.put("connection-tests.sweeping", "false");
        environment.put("quarkus.http.test-port", "0");
        environment.put("quarkus.management.test-port", "0");
        return environment;
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
