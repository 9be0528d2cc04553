package io.cloudconnectors.vault.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.time.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** The state of the whole, from what signs say. */
class VaultWatchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Told kek = new Told("kek");
    private final Told anchors = new Told("anchors");
    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final VaultWatch watch =
            new VaultWatch(List.of(kek, anchors), new Config(Duration.ofHours(1), PATIENCE, PATIENCE), clock, metrics);

    private record Config(Duration every, Duration patience, Duration unanchoredAfter) implements StateConfig {}

    /** Says what a test lets it say. */
    private static final class Told implements StateSign {
        private final String name;
        private Seen seen = Seen.ready();
        private boolean broken;

        private Told(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Seen look() {
            if (broken) {
                throw new IllegalStateException("secret");
            }
            return seen;
        }
    }

    @Test
    void itIsSealedUntilItHasLooked() {
        assertThat(health())
                .isEqualTo(down(Map.of(
                        "state", "sealed",
                        "kek", "The vault starts, and has not looked yet",
                        "anchors", "The vault starts, and has not looked yet")));
    }

    @Test
    void itIsReadyWhenEverySignIs() {
        look();

        assertThat(health()).isEqualTo(up(Map.of("state", "ready")));
        assertThat(gauge("kek")).isZero();
        assertThat(gauge("anchors")).isZero();
    }

    @Test
    void aDegradedVaultIsReadyAndSaysWhatToLookAt() {
        anchors.seen = Seen.degraded("Kafka is away");
        look();

        assertThat(health()).isEqualTo(up(Map.of("state", "degraded", "anchors", "Kafka is away")));
        assertThat(gauge("anchors")).isEqualTo(1);
        assertThat(gauge("kek")).isZero();
    }

    @Test
    void theWorstSignIsTheStateAndEachIsTold() {
        anchors.seen = Seen.degraded("Kafka is away");
        kek.seen = Seen.sealed("KMS is away");
        look();

        assertThat(health())
                .isEqualTo(down(Map.of("state", "sealed", "kek", "KMS is away", "anchors", "Kafka is away")));
        assertThat(gauge("kek")).isEqualTo(2);
    }

    @Test
    void itIsReadyAgainWithTheNextLook() {
        kek.seen = Seen.sealed("KMS is away");
        look();
        kek.seen = Seen.ready();
        assertThat(health().status()).isEqualTo(HealthCheckResponse.Status.DOWN);

        look();

        assertThat(health()).isEqualTo(up(Map.of("state", "ready")));
    }

    /** Whatever it waits for, nobody knows any more that it is well. */
    @Test
    void aSignThatDoesNotAnswerInTimeIsNotTakenForAGoodOne() {
        look();
        clock.advance(PATIENCE);
        assertThat(health().status()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(health()).isEqualTo(up(Map.of("state", "ready")));

        clock.advance(Duration.ofSeconds(1));
        watch.look(anchors);

        assertThat(health())
                .isEqualTo(up(Map.of(
                        "state", "degraded", "kek", "There is no answer; the last one was at 2026-11-27T12:00:00Z")));
    }

    @Test
    void whatWasWrongBeforeTheSilenceStaysWrong() {
        kek.seen = Seen.sealed("KMS is away");
        look();
        clock.advance(PATIENCE.multipliedBy(2));

        assertThat(health().status()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(health().data()).containsEntry("kek", "KMS is away");
    }

    @Test
    void aSignThatFailsIsDegradedAndQuotesNothing() {
        kek.broken = true;
        look();

        assertThat(health())
                .isEqualTo(up(
                        Map.of("state", "degraded", "kek", "It cannot be looked at: java.lang.IllegalStateException")));
    }

    private void look() {
        watch.look(kek);
        watch.look(anchors);
    }

    /** The answer of the health check, as it can be compared. */
    private record Health(HealthCheckResponse.Status status, Map<String, Object> data) {}

    private Health health() {
        HealthCheckResponse answer = new VaultHealth(watch).call();
        return new Health(answer.getStatus(), answer.getData().orElse(Map.of()));
    }

    private double gauge(String sign) {
        return metrics.get("vault.state").tag("sign", sign).gauge().value();
    }

    private static Health up(Map<String, Object> data) {
        return new Health(HealthCheckResponse.Status.UP, data);
    }

    private static Health down(Map<String, Object> data) {
        return new Health(HealthCheckResponse.Status.DOWN, data);
    }
}
