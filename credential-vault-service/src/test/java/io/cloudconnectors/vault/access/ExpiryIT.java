package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.cloudconnectors.vault.secret.ExpiredVersions;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that are sealed for a time: a secret that is tried, the External ID of a draft. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class ExpiryIT {
    private final VaultCalls vault = new VaultCalls();

    @Test
    void aTrialIsRevealedInItsTimeAndThenToNobody() throws Exception {
        // Given
        String secret = "s3cr3t-" + UUID.randomUUID();
        vault.seal(vault.tenant, 1, trial(secret)).statusCode(201);
        vault.reveal(1, TestTokens.signed(vault.token(1)))
                .statusCode(200)
                .body("azure.authenticationKey", equalTo(secret));

        // When
        timePasses();

        // Then it is refused before anybody has shredded it
        vault.reveal(1, TestTokens.signed(vault.token(1)))
                .statusCode(410)
                .body("code", equalTo("EXPIRED"))
                .body(not(Matchers.containsString(secret)));
        assertThat(vault.rows("credential_version")).isEqualTo(1);
        assertThat(vault.audited()).containsExactly("SEAL ALLOWED", "REVEAL ALLOWED", "REVEAL EXPIRED");
    }

    @Test
    void whatExpiredIsShreddedWithItsKeyAndTheRestStays() throws Exception {
        // Given a version that lasts and a later one that does not
        vault.sealAzure(1, "lasting").statusCode(201);
        vault.seal(vault.tenant, 2, trial("tried")).statusCode(201);

        // When
        expiredVersions().purge();

        // Then its time was not over
        assertThat(vault.rows("credential_version")).isEqualTo(2);

        // When
        timePasses();
        expiredVersions().purge();

        // Then
        assertThat(vault.rows("credential_version")).isEqualTo(1);
        assertThat(vault.dataKeys()).containsExactly(1);
        vault.reveal(1, TestTokens.signed(vault.token(1))).statusCode(200);
        vault.reveal(2, TestTokens.signed(vault.token(2))).statusCode(404);
        assertThat(vault.audited()).containsOnlyOnce("EXPIRE ALLOWED");
    }

    @Test
    void aTrialTakesOverTheExternalIdOfItsConnector() throws Exception {
        // Given a draft: an External ID, and no role yet
        String externalId = vault.seal(vault.tenant, 1, lasting(vault.awsBody(null), 86_400))
                .statusCode(201)
                .extract()
                .path("externalId");
        VaultCalls tried = vault.ofAnotherCredential();

        // When
        Map<String, Object> body = new HashMap<>(lasting(vault.awsBody(VaultCalls.ROLE), 600));
        body.put("externalIdOf", vault.credential);
        tried.seal(vault.tenant, 1, body).statusCode(201).body("externalId", equalTo(externalId));

        // Then
        tried.reveal(1, TestTokens.signed(tried.token(1))).statusCode(200).body("aws.externalId", equalTo(externalId));
        tried.seal(vault.tenant, 1, body).statusCode(200);
        body.remove("ttlSeconds");
        tried.seal(vault.tenant, 1, body).statusCode(409).body("code", equalTo("VERSION_CONFLICT"));
    }

    @Test
    void anExternalIdIsTakenOverFromTheConnectorsOwnCredentialsAlone() throws Exception {
        vault.seal(vault.tenant, 1, lasting(vault.awsBody(null), 600)).statusCode(201);
        VaultCalls stranger = new VaultCalls();
        Map<String, Object> body = new HashMap<>(stranger.awsBody(VaultCalls.ROLE));

        body.put("externalIdOf", vault.credential);
        stranger.seal(stranger.tenant, 1, body).statusCode(409).body("code", equalTo("OWNER_MISMATCH"));
        body.put("externalIdOf", UUID.randomUUID());
        stranger.seal(stranger.tenant, 1, body).statusCode(409).body("code", equalTo("EXTERNAL_ID_MISSING"));

        // Nor when its time is over
        timePasses();
        VaultCalls late = vault.ofAnotherCredential();
        body = new HashMap<>(vault.awsBody(VaultCalls.ROLE));
        body.put("externalIdOf", vault.credential);
        late.seal(vault.tenant, 1, body).statusCode(409).body("code", equalTo("EXTERNAL_ID_MISSING"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 172_801})
    void aTimeThatIsNoneIsRefused(int seconds) throws Exception {
        vault.seal(vault.tenant, 1, lasting(vault.awsBody(VaultCalls.ROLE), seconds))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("#/ttlSeconds"));
    }

    private Map<String, Object> trial(String secret) {
        UUID guid = UUID.randomUUID();
        return lasting(
                Map.of(
                        "connectorId",
                        vault.connector,
                        "azure",
                        Map.of("directoryId", guid, "applicationId", guid, "authenticationKey", secret)),
                600);
    }

    private static Map<String, Object> lasting(Map<String, Object> body, int seconds) {
        Map<String, Object> lasting = new HashMap<>(body);
        lasting.put("ttlSeconds", seconds);
        return lasting;
    }

    private static ExpiredVersions expiredVersions() {
        return Arc.container().instance(ExpiredVersions.class).get();
    }

    private void timePasses() throws Exception {
        vault.shift("purge_at", "2 days");
    }
}
