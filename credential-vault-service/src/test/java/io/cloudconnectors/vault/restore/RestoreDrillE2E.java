package io.cloudconnectors.vault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.cloudconnectors.local.servers.Database;
import io.cloudconnectors.local.servers.Role;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.vault.access.TestTokens;
import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.cloudconnectors.vault.envelope.Keystores;
import io.cloudconnectors.vault.kek.KeysetFileKek;
import io.cloudconnectors.vault.process.VaultProcess;
import io.cloudconnectors.vault.process.VaultProcess.Said;
import io.cloudconnectors.vault.rotation.Backup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of docs/runbooks/vault-restore.md, with the packaged service: the two databases, backed up at different times while the
 * vault went on, are lost and put back. What the vault did, and when they were backed up:
 *
 * <pre>seals KEPT and SHREDDED  |  keystore  |  seals LATE  |  vault  |  shreds SHREDDED, seals LOST  |  keystore again</pre>
 */
class RestoreDrillE2E {
    private static final String VERIFY_KEYS = "io.cloudconnectors.vault.restore.VerifyKeysCommand";
    private static final String VERIFY_AUDIT = "io.cloudconnectors.vault.audit.AuditCommand";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final VaultTestServers SERVERS = new VaultTestServers();
    private static final Map<String, String> CONFIGURATION = new HashMap<>();
    private static final VaultCalls KEPT = new VaultCalls();
    private static final VaultCalls SHREDDED = KEPT.ofAnotherCredential();
    private static final VaultCalls LATE = KEPT.ofAnotherCredential();
    private static final VaultCalls LOST = KEPT.ofAnotherCredential();

    private static Backup keystore;
    private static Backup vault;
    private static Backup keystoreOfToday;

    @TempDir
    static Path folder;

    private VaultProcess process;

    @BeforeAll
    static void aLifeWithBackups() throws Exception {
        CONFIGURATION.putAll(SERVERS.start());
        CONFIGURATION.put("KAFKA_BOOTSTRAP_SERVERS", TestServers.kafka().bootstrapServers());
        CONFIGURATION.put("vault.anchoring.enabled", "true");
        CONFIGURATION.put("VAULT_STATE_EVERY", "200MS");
        try (var _ = VaultProcess.start(CONFIGURATION)) {
            KEPT.sealAzure(1, "kept").statusCode(201);
            SHREDDED.sealAzure(1, "shredded").statusCode(201);
            keystore = Backup.ofAll(Database.VAULT_KEYSTORE);
            LATE.sealAzure(1, "late").statusCode(201);
            vault = Backup.ofAll(Database.VAULT);
            VaultCalls.as("connector-api", "vault:write")
                    .delete(SHREDDED.credentialPath(SHREDDED.tenant))
                    .then()
                    .statusCode(204);
            LOST.sealAzure(1, "lost").statusCode(201);
            keystoreOfToday = Backup.ofAll(Database.VAULT_KEYSTORE);
        } // and anchors what it wrote last
    }

    @AfterAll
    static void stop() {
        VaultTestServers.connectorApiAnswers(503, "text/plain", "");
        SERVERS.stop();
    }

    @AfterEach
    void stopTheVault() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void bothDatabasesArePutBack() throws Exception {
        // Given
        restore(keystore);

        // Then before the start it is known what will not open
        Said keys = run(VERIFY_KEYS, "verify-keys");
        assertThat(keys.status()).isOne();
        assertThat(keys.text().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("tenant=" + LATE.tenant + " connector=" + LATE.connector + " credential="
                                + LATE.credential + " version=1")
                        .contains("NO DATA KEY, it was sealed after the last of this keystore"))
                .last()
                .isEqualTo("3 versions: 1 of them DO NOT OPEN with this keystore");

        // And what the audit log lacks: the records of LATE are there, those of the shredding and of LOST are not
        Said audit = run(VERIFY_AUDIT, "verify-audit");
        assertThat(audit.status()).isOne();
        assertThat(audit.text())
                .containsPattern("chain " + chain()
                        + "  records=3  verified=3  anchored=seq 4 at \\S+  BROKEN at seq 3: TRUNCATED");

        // When
        start();

        // Then
        assertOpens(KEPT, "kept");
        assertDoesNotOpen(LATE);
        LOST.reveal(1, TestTokens.signed(LOST.token(1))).statusCode(404);
        assertOpens(SHREDDED, "shredded"); // with an old keystore; why its backups must lapse, and for the next step

        // When connector-api is asked about everything
        VaultTestServers.connectorApiAnswers(200, "application/json", answer(KEPT, LATE));
        Keystores.execute(Database.VAULT, "UPDATE credential_version SET reconcile_at = now() WHERE purge_at IS NULL");

        // Then what had been shredded is again
        await().atMost(SOON).until(() -> SHREDDED.rows("credential_version") == 0);
        assertThat(SHREDDED.dataKeys()).isEmpty();
        assertThat(SHREDDED.revealed(1)).isEqualTo(404);
        assertOpens(KEPT, "kept");

        // And what did not open is stored once more, as the customer does it
        LATE.sealAzure(2, "late-again").statusCode(201);
        assertOpens(LATE, 2, "late-again");
    }

    @Test
    void aShreddedCredentialIsNotBroughtBackByTheVaultsBackupAlone() throws Exception {
        restore(keystoreOfToday);

        Said keys = run(VERIFY_KEYS, "verify-keys");
        assertThat(keys.status()).isOne();
        assertThat(keys.text().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("credential=" + SHREDDED.credential + " version=1")
                .endsWith("NO DATA KEY, it was shredded, or its key was taken away");

        start();

        assertOpens(KEPT, "kept");
        assertOpens(LATE, "late");
        assertDoesNotOpen(SHREDDED);
        assertThat(SHREDDED.rows("credential_version")).as("its ciphertext").isOne();
    }

    @Test
    void withAnotherKekItDoesNotStart() throws Exception {
        restore(keystore);
        Path other = folder.resolve("kek.json");
        KeysetFileKek.generate(other);
        Map<String, String> configuration = new HashMap<>(CONFIGURATION);
        configuration.put("KEK_FILE", other.toString());

        assertThatThrownBy(() -> process = VaultProcess.start(configuration))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The KEK is not the one that this keystore was made with");
    }

    /** docs/runbooks/kek-lost.md: the ciphertexts stay, the keystore begins anew, customers store their secrets again. */
    @Test
    void afterALostKekTheKeystoreBeginsAnewAndSecretsAreStoredAgain() throws Exception {
        vault.restoreAll(Role.VAULT_OWNER, "db/vault");
        TestServers.postgres().recreate(Database.VAULT_KEYSTORE);
        Path fresh = folder.resolve("fresh.json");
        KeysetFileKek.generate(fresh);

        start(Map.of("KEK_FILE", fresh.toString()));

        Said keys = run(VERIFY_KEYS, "verify-keys");
        assertThat(keys.status()).isOne();
        assertThat(keys.text())
                .contains("credential=" + KEPT.credential + " version=1")
                .contains("NO DATA KEY, the keystore has none")
                .endsWith("3 versions: 3 of them DO NOT OPEN with this keystore\n");
        assertDoesNotOpen(KEPT);
        KEPT.sealAzure(2, "kept-again").statusCode(201);
        assertOpens(KEPT, 2, "kept-again");
    }

    private static void restore(Backup keys) {
        keys.restoreAll(Role.VAULT_KEYSTORE_OWNER, "db/keystore");
        vault.restoreAll(Role.VAULT_OWNER, "db/vault");
    }

    private void start() {
        start(Map.of());
    }

    private void start(Map<String, String> changed) {
        Map<String, String> configuration = new HashMap<>(CONFIGURATION);
        configuration.putAll(changed);
        configuration.put("vault.reconcile.enabled", "true");
        configuration.put("VAULT_RECONCILE_EVERY", "200MS");
        process = VaultProcess.start(configuration);
        await().atMost(SOON).until(() -> process.ready().state().equals("ready"));
    }

    private static Said run(String main, String command) {
        return VaultProcess.command(CONFIGURATION, main, command);
    }

    private static void assertOpens(VaultCalls credential, String secret) throws Exception {
        assertOpens(credential, 1, secret);
    }

    private static void assertOpens(VaultCalls credential, int version, String secret) throws Exception {
        credential
                .reveal(version, TestTokens.signed(credential.token(version)))
                .statusCode(200)
                .body("azure.authenticationKey", equalTo(secret));
    }

    /** A problem that says so, and the log which one; never some bytes. */
    private void assertDoesNotOpen(VaultCalls credential) throws Exception {
        credential
                .reveal(1, TestTokens.signed(credential.token(1)))
                .statusCode(500)
                .contentType("application/problem+json")
                .body("code", equalTo("INTERNAL_ERROR"))
                .body("detail", equalTo("The credential does not open; it was logged."));
        assertThat(process.said("Version 1 of credential " + credential.credential + " does not open"))
                .isTrue();
    }

    /** The one that is in the restored database. */
    private static String chain() throws Exception {
        try (var superuser = TestServers.postgres().superuser(Database.VAULT).connect();
                var chains = superuser.createStatement().executeQuery("SELECT DISTINCT chain FROM audit")) {
            chains.next();
            return chains.getString(1);
        }
    }

    private static String answer(VaultCalls... known) {
        String versions = String.join(
                ",",
                List.of(known).stream()
                        .map(each -> "{\"tenant\":\"" + each.tenant + "\",\"connectorId\":\"" + each.connector
                                + "\",\"credentialId\":\"" + each.credential + "\",\"version\":1}")
                        .toList());
        return "{\"asked\":3,\"known\":[" + versions + "]}";
    }
}
