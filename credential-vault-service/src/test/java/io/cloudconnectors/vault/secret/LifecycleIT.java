package io.cloudconnectors.vault.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.cloudconnectors.vault.access.VaultCalls;
import io.cloudconnectors.vault.access.VaultTestServers;
import io.cloudconnectors.vault.envelope.Envelope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** From the deletion of a version to its end, and what is known of it meanwhile. */
@QuarkusTest
@QuarkusTestResource(VaultTestServers.class)
class LifecycleIT {
    private final VaultCalls vault = new VaultCalls();

    @Inject
    CredentialRepository repository;

    @Inject
    Envelope envelope;

    @Inject
    ExpiredVersions expired;

    @Inject
    LastUses uses;

    @Inject
    LastUseRepository useRepository;

    @Test
    void aDeletedVersionIsOutOfUseAtOnceAndItsKeyIsKeptForItsRetention() throws Exception {
        // Given
        vault.sealAzure(1, "first").statusCode(201);
        vault.sealAzure(2, "second").statusCode(201);
        Credentials keeping = credentialsThatKeep(Duration.ofDays(7));

        // When
        keeping.deleteVersion(key(1));

        // Then nobody gets it, its number stays taken, and the other one is as it was
        assertThat(vault.revealed(1)).isEqualTo(404);
        assertThat(vault.revealed(2)).isEqualTo(200);
        vault.sealAzure(1, "first").statusCode(409).body("code", equalTo("VERSION_CONFLICT"));
        expired.purge();
        assertThat(vault.dataKeys()).containsExactly(1, 2);
        assertThat(vault.rows("credential_version")).isEqualTo(2);

        // When
        vault.shift("purge_at", "8 days");
        expired.purge();

        // Then
        assertThat(vault.dataKeys()).containsExactly(2);
        assertThat(vault.rows("credential_version")).isEqualTo(1);
        assertThat(vault.audited()).containsOnlyOnce("PURGE ALLOWED").doesNotContain("EXPIRE ALLOWED");
    }

    @Test
    void aDeletedCredentialTakesNoMoreVersions() throws Exception {
        vault.sealAws(1, VaultCalls.ROLE).statusCode(201);
        vault.sealAws(2, VaultCalls.ROLE).statusCode(201);

        credentialsThatKeep(Duration.ofDays(7)).delete(vault.tenant, vault.credential);

        assertThat(vault.revealed(1)).isEqualTo(404);
        assertThat(vault.revealed(2)).isEqualTo(404);
        vault.sealAws(3, VaultCalls.ROLE).statusCode(409).body("code", equalTo("PREVIOUS_VERSION_MISSING"));
    }

    @Test
    void anotherTenantDeletesNothing() throws Exception {
        vault.sealAzure(1, "first").statusCode(201);
        Credentials keeping = credentialsThatKeep(Duration.ofDays(7));

        keeping.delete("tenant-" + UUID.randomUUID(), vault.credential);
        keeping.deleteVersion(new Credentials.Key("tenant-" + UUID.randomUUID(), vault.credential, 1));

        assertThat(vault.revealed(1)).isEqualTo(200);
    }

    @Test
    void aTrialThatIsDeletedIsKeptNoLongerThanItsTime() throws Exception {
        var body = new HashMap<>(vault.awsBody(VaultCalls.ROLE));
        body.put("ttlSeconds", 600);
        vault.seal(vault.tenant, 1, body).statusCode(201);

        credentialsThatKeep(Duration.ofDays(7)).deleteVersion(key(1));
        vault.shift("purge_at", "11 minutes");
        expired.purge();

        assertThat(vault.dataKeys()).isEmpty();
    }

    @Test
    void anOperatorSeesWhatIsKnownAndNoSecret() throws Exception {
        // Given
        String secret = "s3cr3t-" + UUID.randomUUID();
        vault.sealAzure(1, secret).statusCode(201);
        vault.sealAzure(2, secret).statusCode(201);
        assertThat(vault.revealed(1)).isEqualTo(200);

        // When
        uses.write();

        // Then
        VaultCalls.as("operator", "vault:inspect")
                .get(vault.credentialPath(vault.tenant))
                .then()
                .statusCode(200)
                .body("versions.size()", equalTo(2))
                .body("versions[0].connectorId", equalTo(vault.connector.toString()))
                .body("versions[0].kind", equalTo("AZURE_CLIENT_SECRET"))
                .body("versions[0].committed", equalTo(false))
                .body("versions[0].lastUsedAt", not(nullValue()))
                .body("versions[1].lastUsedAt", nullValue())
                .body(not(Matchers.containsString(secret)));
        VaultCalls.as("operator", "vault:inspect")
                .get(vault.credentialPath("tenant-" + UUID.randomUUID()))
                .then()
                .statusCode(404);
        VaultCalls.as("connector-api", "vault:write")
                .get(vault.credentialPath(vault.tenant))
                .then()
                .statusCode(403);
        assertThat(vault.audited()).contains("INSPECT ALLOWED", "INSPECT NOT_FOUND", "INSPECT FORBIDDEN");
    }

    @Test
    void usesAreWrittenTogetherAndTheLatestStays() throws Exception {
        // Given
        vault.sealAzure(1, "first").statusCode(201);
        assertThat(vault.revealed(1)).isEqualTo(200);
        uses.write();
        Instant first = lastUse();

        // When nothing happens, and when an instance whose clock is behind writes
        uses.write();
        useRepository.write(List.of(new LastUses.Use(vault.credential, 1, first.minusSeconds(3_600))));
        assertThat(lastUse()).isEqualTo(first);

        // When it is used again
        assertThat(vault.revealed(1)).isEqualTo(200);
        assertThat(lastUse()).isEqualTo(first);
        uses.write();
        assertThat(lastUse()).isAfter(first);
    }

    @Test
    void theUseOfAVersionGoesWithItAndKeepsNoOtherFromBeingWritten() throws Exception {
        vault.sealAzure(1, "first").statusCode(201);
        vault.sealAzure(2, "second").statusCode(201);
        assertThat(vault.revealed(1)).isEqualTo(200);
        uses.write();
        assertThat(vault.revealed(1)).isEqualTo(200);
        assertThat(vault.revealed(2)).isEqualTo(200);

        VaultCalls.as("connector-api", "vault:write")
                .delete(vault.path(vault.tenant, 1))
                .then()
                .statusCode(204);
        uses.write();

        assertThat(vault.rows("credential_use")).isEqualTo(1);
    }

    private Instant lastUse() throws Exception {
        return Instant.parse(VaultCalls.as("operator", "vault:inspect")
                .get(vault.credentialPath(vault.tenant))
                .then()
                .extract()
                .<String>path("versions[0].lastUsedAt"));
    }

    private Credentials credentialsThatKeep(Duration retention) {
        return new Credentials(repository, envelope, new Kept(retention), InstantSource.system());
    }

    private Credentials.Key key(int version) {
        return new Credentials.Key(vault.tenant, vault.credential, version);
    }

    private record Kept(Duration retention) implements CredentialsConfig {
        @Override
        public Duration grace() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration usesEvery() {
            return Duration.ofHours(1);
        }
    }
}
