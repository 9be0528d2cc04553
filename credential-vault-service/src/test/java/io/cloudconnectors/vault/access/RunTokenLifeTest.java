package io.cloudconnectors.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.RunTokenClaims;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.time.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.jose4j.http.Get;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the token of a run is worth anything: connector-api gives the last one with the last heartbeat. */
class RunTokenLifeTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** That clocks may differ by. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock();
    private final RunTokenKeys keys = RunTokenKeys.served();
    private final RunTokenVerifier tokens =
            new RunTokenVerifier(keys.url() + RunTokenClaims.JWKS_PATH, new Get(), clock);

    @AfterEach
    void stop() {
        keys.close();
    }

    @Test
    void aRunThatHasFinishedOpensNothingFiveMinutesLater() throws Exception {
        String last = token(LIFE);
        assertThat(tokens.verify(last).attempt()).isEqualTo(1);

        clock.advance(LIFE.plus(SKEW).minusSeconds(1));
        assertThat(tokens.verify(last).attempt()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        assertRefused(last, ProblemCode.RUN_TOKEN_EXPIRED);
    }

    @Test
    void aTokenThatWouldLiveForLongerIsNone() throws Exception {
        assertRefused(token(Duration.ofHours(1)), ProblemCode.RUN_TOKEN_INVALID);
    }

    @Test
    void anEarlierAttemptIsNotAdmittedAfterALaterOne() {
        Attempts attempts = new Attempts();
        UUID run = UUID.randomUUID();

        assertThat(attempts.admits(ofAttempt(run, 2))).isTrue();
        assertThat(attempts.admits(ofAttempt(run, 2))).isTrue();
        assertThat(attempts.admits(ofAttempt(run, 1))).isFalse();
        assertThat(attempts.admits(ofAttempt(run, 3))).isTrue();
        assertThat(attempts.admits(ofAttempt(run, 2))).isFalse();
        assertThat(attempts.admits(ofAttempt(UUID.randomUUID(), 1))).isTrue();
    }

    private static RunToken ofAttempt(UUID run, int attempt) {
        return new RunToken(run, attempt, "acme", UUID.randomUUID(), UUID.randomUUID(), 1);
    }

    private String token(Duration life) throws Exception {
        JwtClaims claims = TestTokens.runToken("acme", UUID.randomUUID(), UUID.randomUUID(), 1);
        claims.setExpirationTime(
                NumericDate.fromMilliseconds(clock.instant().plus(life).toEpochMilli()));
        return TestTokens.signed(claims);
    }

    private void assertRefused(String token, ProblemCode code) {
        assertThatThrownBy(() -> tokens.verify(token))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
