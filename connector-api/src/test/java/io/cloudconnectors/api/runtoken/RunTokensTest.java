package io.cloudconnectors.api.runtoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.RunTokenClaims;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final RunTokens.Subject SUBJECT =
            new RunTokens.Subject(UUID.randomUUID(), 2, 7, "demo", UUID.randomUUID(), UUID.randomUUID(), 3);

    @TempDir
    private Path directory;

    @Test
    void aTokenIsVerifiedByThePublishedKey() throws Exception {
        RunTokens tokens = tokens(key("secp256r1"));

        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(
                        new JsonWebKeySet(new ObjectMapper().writeValueAsString(tokens.publicKeys())).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer(RunTokenClaims.ISSUER)
                .setExpectedAudience(RunTokenClaims.AUDIENCE)
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(NOW.toEpochMilli()))
                .build()
                .processToClaims(tokens.sign(SUBJECT));

        assertThat(claims.getSubject()).isEqualTo(SUBJECT.runId().toString());
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plus(Duration.ofMinutes(5)).getEpochSecond());
        assertThat(claims.getClaimsMap())
                .containsEntry(RunTokenClaims.TENANT, "demo")
                .containsEntry(RunTokenClaims.CONNECTOR, SUBJECT.connectorId().toString())
                .containsEntry(RunTokenClaims.CREDENTIAL, SUBJECT.credentialId().toString())
                .containsEntry(RunTokenClaims.CREDENTIAL_VERSION, 3L)
                .containsEntry(RunTokenClaims.ATTEMPT, 2L)
                .containsEntry(RunTokenClaims.EPOCH, 7L);
    }

    @Test
    void aDerivedKeyIsTheSameOnEveryInstanceAndAnotherForEachPurposeAndKey() throws Exception {
        Path file = key("secp256r1");
        var derived = tokens(file).derived("one", "HmacSHA256");

        assertThat(derived.getEncoded()).hasSize(32);
        assertThat(tokens(file).derived("one", "HmacSHA256")).isEqualTo(derived);
        assertThat(tokens(file).derived("two", "HmacSHA256")).isNotEqualTo(derived);
        assertThat(tokens(key("secp256r1")).derived("one", "HmacSHA256")).isNotEqualTo(derived);
    }

    @RepeatedTest(5)
    void thePublicKeyIsDerivedFromThePrivateOne() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();

        assertThat(P256.publicKey((ECPrivateKey) pair.getPrivate())).isEqualTo(pair.getPublic());
    }

    @Test
    void withoutAKeyTheServiceDoesNotStart() {
        assertThatThrownBy(() -> new RunTokens(config(Optional.empty()), () -> NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUN_TOKEN_KEY_FILE")
                .hasMessageContaining("openssl genpkey");
    }

    @Test
    void aKeyFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() -> tokens(missing)).hasMessageContaining(missing.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "garbage"})
    void aKeyOfAnotherKindIsRefusedWithoutShowingIt(String kind) throws Exception {
        Path file =
                kind.equals("garbage") ? Files.writeString(directory.resolve("garbage.pem"), "not a key") : key(kind);

        assertThatThrownBy(() -> tokens(file))
                .hasMessageContaining("EC P-256")
                .hasMessageNotContaining("BEGIN")
                .hasNoCause();
    }

    private RunTokens tokens(Path keyFile) {
        return new RunTokens(config(Optional.of(keyFile)), () -> NOW);
    }

    private static RunTokenConfig config(Optional<Path> keyFile) {
        return new RunTokenConfig() {
            @Override
            public Optional<Path> keyFile() {
                return keyFile;
            }

            @Override
            public Duration lifetime() {
                return Duration.ofMinutes(5);
            }
        };
    }

    private Path key(String curve) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(directory.resolve(curve + ".pem"), pem);
    }
}
