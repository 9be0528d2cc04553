package io.cloudconnectors.vault.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.caller.RateCaps.Operation;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateCapsTest {
    private static final int REVEALS = 120;

    private final Time time = new Time();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RateCaps caps = new RateCaps(config(true), metrics, time);

    private static final class Time implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void passes(Duration by) {
            nanos += by.toNanos();
        }
    }

    @Test
    void aMinutesWorthPassesAndTheNextIsToldWhenToComeAgain() {
        assertThat(passed(REVEALS + 50)).isEqualTo(REVEALS);

        var problem =
                caps.count(Operation.REVEAL, "poller-service").orElseThrow().problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
        assertThat(problem.headers())
                .containsEntry("Retry-After", "1")
                .containsEntry("RateLimit-Policy", "\"reveal\";q=120;w=60")
                .containsEntry("RateLimit", "\"reveal\";r=0;t=60");
    }

    @Test
    void whatRefillsPassesAgain() {
        passed(REVEALS);

        time.passes(Duration.ofSeconds(1));

        assertThat(passed(10)).isEqualTo(2);
    }

    @Test
    void clientsAndOperationsDoNotShareABucket() {
        passed(REVEALS + 1);

        assertThat(caps.count(Operation.REVEAL, "another")).isEmpty();
        assertThat(caps.count(Operation.WRITE, "poller-service")).isEmpty();
        assertThat(caps.count(Operation.REFUSED, "poller-service")).isEmpty();
    }

    /** Or a client in a loop would fill the audit log with what it was refused. */
    @Test
    void eachIsCountedAndTheFirstOfAMinuteIsRecorded() {
        passed(REVEALS);

        assertThat(IntStream.range(0, 50).filter(i -> isFirst()).count()).isEqualTo(1);
        assertThat(metrics.get("vault.rate.limited")
                        .tag("operation", "reveal")
                        .counter()
                        .count())
                .isEqualTo(50);

        time.passes(Duration.ofMinutes(1));
        passed(REVEALS);
        assertThat(IntStream.range(0, 50).filter(i -> isFirst()).count()).isEqualTo(1);
    }

    @Test
    void withoutLimitsEverythingPasses() {
        RateCaps none = new RateCaps(config(false), metrics, time);

        assertThat(IntStream.range(0, 2 * REVEALS))
                .allMatch(i -> none.count(Operation.REVEAL, "poller-service").isEmpty());
    }

    /** What 50 pollers with all slots taken by runs of a second reveal in a minute, all in its first second. */
    @Test
    void aFleetOfFiftyPollersAtFullLoadIsNotLimitedByDefault() {
        int slots = 32;
        RateLimitConfig byDefault = new io.smallrye.config.SmallRyeConfigBuilder()
                .withMapping(RateLimitConfig.class)
                .build()
                .getConfigMapping(RateLimitConfig.class);
        RateCaps caps = new RateCaps(byDefault, metrics, time);

        assertThat(IntStream.range(0, 50 * slots * 60))
                .allMatch(i -> caps.count(Operation.REVEAL, "poller-service").isEmpty());
    }

    private long passed(int calls) {
        return IntStream.range(0, calls)
                .filter(i -> caps.count(Operation.REVEAL, "poller-service").isEmpty())
                .count();
    }

    private boolean isFirst() {
        return caps.count(Operation.REVEAL, "poller-service").orElseThrow().isFirst();
    }

    private static RateLimitConfig config(boolean enabled) {
        return new RateLimitConfig() {
            @Override
            public boolean enabled() {
                return enabled;
            }

            @Override
            public int revealPerMinute() {
                return REVEALS;
            }

            @Override
            public int writePerMinute() {
                return 10;
            }

            @Override
            public int refusedPerMinute() {
                return 10;
            }
        };
    }
}
