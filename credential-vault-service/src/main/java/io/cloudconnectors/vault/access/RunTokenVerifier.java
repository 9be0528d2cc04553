package io.cloudconnectors.vault.access;

import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.http.SimpleGet;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Verifies run tokens: ES256 and nothing else, issued by connector-api for the vault, not expired. The public keys come
 * from connector-api and are kept while it is away.
 */
@ApplicationScoped
class RunTokenVerifier {
    private static final int KEYS_CACHED_SECONDS = 300;
    private static final int KEYS_KEPT_WHILE_AWAY_SECONDS = 3600;
    private static final int CLOCK_SKEW_SECONDS = 5;
    /** Tokens live for five minutes; one that would for longer, by clocks that differ or by whoever signed it, is none. */
    static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private final ProviderContext ecdsa = Ecdsa.provider();
    private final HttpsJwksVerificationKeyResolver keys;
    private final InstantSource clock;

    RunTokenVerifier(@ConfigProperty(name = "vault.run-token-keys") String keys, SimpleGet fetch, InstantSource clock) {
        HttpsJwks jwks = new HttpsJwks(keys);
        jwks.setSimpleHttpGet(fetch);
        jwks.setDefaultCacheDuration(KEYS_CACHED_SECONDS);
        jwks.setRetainCacheOnErrorDuration(KEYS_KEPT_WHILE_AWAY_SECONDS);
        this.keys = new HttpsJwksVerificationKeyResolver(jwks);
        this.clock = clock;
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setJwsProviderContext(ecdsa)
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(RunTokenClaims.ISSUER)
                .setExpectedAudience(RunTokenClaims.AUDIENCE)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setMaxFutureValidityInMinutes(Math.toIntExact(LONGEST_LIFE.toMinutes()))
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    /**
     * What the token says.
     *
     * @throws ProblemException RUN_TOKEN_INVALID when it is missing, forged or foreign; RUN_TOKEN_EXPIRED when nothing is
     *     wrong with it but its time, so that its run is over, or has a newer one; UNAVAILABLE when the keys to check it with
     *     cannot be had
     */
    RunToken verify(@Nullable String token) {
        if (token == null || token.isBlank()) {
            throw invalid();
        }
        try {
            JwtClaims claims = consumer().processToClaims(token);
            return new RunToken(
                    UUID.fromString(claims.getSubject()),
                    number(claims, RunTokenClaims.ATTEMPT),
                    text(claims, RunTokenClaims.TENANT),
                    UUID.fromString(text(claims, RunTokenClaims.CONNECTOR)),
                    UUID.fromString(text(claims, RunTokenClaims.CREDENTIAL)),
                    number(claims, RunTokenClaims.CREDENTIAL_VERSION));
        } catch (InvalidJwtException e) {
            throw keysOutOfReach(e) ? unavailable() : isPastAndNothingElse(e) ? expired() : invalid();
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static int number(JwtClaims claims, String name) throws MalformedClaimException {
        return Math.toIntExact(present(claims.getClaimValue(name, Number.class)).longValue());
    }

    private static String text(JwtClaims claims, String name) throws MalformedClaimException {
        return present(claims.getClaimValue(name, String.class));
    }

    private static <T> T present(@Nullable T claim) {
        if (claim == null) {
            throw new IllegalArgumentException("A claim is missing");
        }
        return claim;
    }

    private static boolean keysOutOfReach(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** The signature is looked at before the claims, and all of these are told. */
    private static boolean isPastAndNothingElse(InvalidJwtException refused) {
        return refused.hasExpired() && refused.getErrorDetails().size() == 1;
    }

    private static ProblemException expired() {
        return new ProblemException(
                ProblemCode.RUN_TOKEN_EXPIRED,
                "Send the token of the last heartbeat; without one the run is over, and opens nothing more.");
    }

    private static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.RUN_TOKEN_INVALID,
                "Lease the run and send its token in the header Run-Token; tokens live for five minutes and each"
                        + " heartbeat brings a fresh one.");
    }

    private static ProblemException unavailable() {
        return new ProblemException(ProblemCode.UNAVAILABLE, "The keys of run tokens are out of reach; try again.");
    }
}
