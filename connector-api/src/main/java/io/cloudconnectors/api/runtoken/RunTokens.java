package io.cloudconnectors.api.runtoken;

import io.cloudconnectors.contracts.RunTokenClaims;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Signs run tokens. Without a key the service does not start. */
@Startup
@ApplicationScoped
public class RunTokens {
    private static final int DERIVED_BYTES = 32;

    private final RunTokenKey key;
    private final RunTokenConfig config;
    private final InstantSource clock;

    RunTokens(RunTokenConfig config, InstantSource clock) {
        this.key = config.keyFile()
                .map(RunTokenKey::read)
                .orElseThrow(() -> RunTokenKey.refusal("There is no run token key.", null));
        this.config = config;
        this.clock = clock;
    }

    /** A token for one attempt of a run; never to be logged. */
    public String sign(Subject subject) {
        Instant now = clock.instant();
        return Jwt.issuer(RunTokenClaims.ISSUER)
                .audience(RunTokenClaims.AUDIENCE)
                .subject(subject.runId().toString())
                .issuedAt(now)
                .expiresAt(now.plus(config.lifetime()))
                .claim(RunTokenClaims.TENANT, subject.tenant())
                .claim(RunTokenClaims.CONNECTOR, subject.connectorId().toString())
                .claim(RunTokenClaims.CREDENTIAL, subject.credentialId().toString())
                .claim(RunTokenClaims.CREDENTIAL_VERSION, subject.credentialVersion())
                .claim(RunTokenClaims.ATTEMPT, subject.attempt())
                .claim(RunTokenClaims.EPOCH, subject.epoch())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(key.publicKey().kid())
                .sign(key.privateKey());
    }

    /**
     * A key for another purpose, the same on every instance; nothing about the run token key follows from it.
     *
     * @param purpose what it is for; each has its own
     * @param algorithm of the key
     */
    public SecretKey derived(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key.privateKey().getEncoded())
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), DERIVED_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF", e);
        }
    }

    /** The public keys that tokens can be checked with. */
    KeySet publicKeys() {
        return new KeySet(List.of(key.publicKey()));
    }

    /** What a token is about. */
    public record Subject(
            UUID runId,
            int attempt,
            long epoch,
            String tenant,
            UUID connectorId,
            UUID credentialId,
            int credentialVersion) {}

    /** A JWK set (RFC 7517). */
    record KeySet(List<RunTokenKey.JsonWebKey> keys) {}
}
