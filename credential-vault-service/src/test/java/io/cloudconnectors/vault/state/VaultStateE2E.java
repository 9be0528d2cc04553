package io.cloudconnectors.vault.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.vault.access.TestTokens;
import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.KmsFixture;
import io.cloudconnectors.vault.process.VaultProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the running vault says of itself while what it needs goes away and comes back. It lives all the while. */
class VaultStateE2E {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static final KmsFixture KMS = new KmsFixture();
    private static final String ARN = KMS.newKey();
    private static final VaultTestServers SERVERS = new VaultTestServers();
    private static VaultProcess process;

    private final VaultCalls vault = new VaultCalls();

    @BeforeAll
    static void start() {
        Map<String, String> configuration = new HashMap<>(SERVERS.start());
        configuration.putAll(KMS.environment(ARN));
        configuration.put("VAULT_STATE_EVERY", "200MS");
        configuration.put("VAULT_TENANT_KEYS_KEPT_FOR", "25S");
        configuration.put("vault.reconcile.enabled", "true");
        configuration.put("VAULT_RECONCILE_EVERY", "200MS");
        configuration.put("VAULT_RECONCILE_CLAIM", "1S");
        process = VaultProcess.start(configuration);
    }

    @AfterAll
    static void stop() {
        process.close();
        SERVERS.stop();
        KMS.close();
    }

    @BeforeEach
    void itIsReady() {
        awaitState("ready", 200, "state", "ready");
    }

    @Test
    void withoutKmsItServesWhomItKnowsThenNobodyThenAllAgain() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        KMS.enable(ARN, false);
        awaitState("degraded", 200, "kek", "Enable it");
        assertThat(vault.revealed(1)).as("its keys are in memory").isEqualTo(200);
        new VaultCalls().sealAws(1, VaultCalls.ROLE).statusCode(503).body("code", equalTo("KEK_UNAVAILABLE"));

        awaitState("sealed", 503, "kek", "Enable it");
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(503).body("code", equalTo("KEK_UNAVAILABLE"));
        assertThat(process.metrics("vault_state{sign=\"kek\""))
                .singleElement()
                .asString()
                .endsWith(" 2.0");

        KMS.enable(ARN, true);
        awaitState("ready", 200, "state", "ready");
        assertThat(vault.revealed(1)).isEqualTo(200);
    }

    @Test
    void anAuditTableThatRefusesSealsIt() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        Keystores.execute(Database.VAULT, "REVOKE INSERT ON audit FROM vault_app");
        awaitState("sealed", 503, "audit", "takes no record");
        assertThat(vault.revealed(1)).isEqualTo(503);

        Keystores.execute(Database.VAULT, "GRANT INSERT ON audit TO vault_app");
        awaitState("ready", 200, "state", "ready");
        assertThat(vault.revealed(1)).isEqualTo(200);
    }

    @Test
    void withoutTheVaultsDatabaseItIsSealed() {
        away("vault");
        awaitState("sealed", 503, "audit", "takes no record");

        back("vault");
    }

    @Test
    void withoutTheKeystoreItIsSealed() {
        away("vault_keystore");
        awaitState("sealed", 503, "kek", "The keystore cannot be read");

        back("vault_keystore");
    }

    /** connector-api answers 503 here. */
    @Test
    void itIsDegradedWhileNobodySaysWhatIsCommitted() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);

        vault.shift("reconcile_at", "2 hours");
        awaitState("degraded", 200, "reconciliation", "connector-api does not say");
        assertThat(process.metrics("vault_state{sign=\"reconciliation\""))
                .singleElement()
                .asString()
                .endsWith(" 1.0");

        VaultTestServers.connectorApiAnswers(
                200,
                "application/json",
                "{\"asked\":1,\"known\":[{\"tenant\":\"" + vault.tenant + "\",\"connectorId\":\"" + vault.connector
                        + "\",\"credentialId\":\"" + vault.credential + "\",\"version\":1}]}");
        awaitState("ready", 200, "state", "ready");
        VaultTestServers.connectorApiAnswers(503, "text/plain", "");
    }

    private static void away(String database) {
        Keystores.execute(
                Database.CONNECTORS,
                "ALTER DATABASE " + database + " ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }

    private static void back(String database) {
        Keystores.execute(Database.CONNECTORS, "ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
    }

    private static void awaitState(String state, int status, String sign, String why) {
        await().atMost(SOON).untilAsserted(() -> {
            VaultProcess.Health health = process.ready();
            assertThat(health.state()).isEqualTo(state);
            assertThat(health.status()).isEqualTo(status);
            assertThat(health.vault().get(sign)).contains(why);
        });
        assertThat(process.live()).isEqualTo(200);
    }
}
