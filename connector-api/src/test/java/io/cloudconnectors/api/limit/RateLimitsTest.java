package io.cloudconnectors.api.limit;

import static io.cloudconnectors.api.limit.OperationClass.READ;
import static io.cloudconnectors.api.limit.OperationClass.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.fixture.Configs;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final Clock clock = new Clock();
    private final RateLimits limits = new RateLimits(
            Configs.of(
                    RateLimitConfig.class,
                    Map.of("rate-limit.read-per-minute", "6", "rate-limit.write-per-minute", "1")),
            clock);

    @Test
    void aMinutesWorthPassesAtOnceAndThenNoMore() {
        for (int i = 0; i < 6; i++) {
            assertThat(read("a").passes()).isTrue();
        }

        Verdict verdict = read("a");

        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.retryAfter()).isEqualTo("10");
        assertThat(verdict.policy()).isEqualTo("\"read\";q=6;w=60");
        assertThat(verdict.state()).isEqualTo("\"read\";r=0;t=60");
    }

    @Test
    void aNeighbourAndAnotherKindOfOperationAreNotAffected() {
        limits.count(WRITE, "a");

        assertThat(limits.count(WRITE, "a").orElseThrow().passes()).isFalse();
        assertThat(limits.count(WRITE, "b").orElseThrow().passes()).isTrue();
        assertThat(read("a").passes()).isTrue();
    }

    @Test
    void whoWaitsAsToldPassesOnce() {
        for (int i = 0; i < 7; i++) {
            read("a");
        }

        clock.advance(Duration.ofSeconds(10));

        assertThat(read("a").passes()).isTrue();
        assertThat(read("a").passes()).isFalse();
    }

    @Test
    void nothingIsLimitedWhenItIsSwitchedOff() {
        var off = new RateLimits(
                Configs.of(
                        RateLimitConfig.class,
                        Map.of("rate-limit.enabled", "false", "rate-limit.read-per-minute", "1")),
                clock);

        assertThat(off.count(READ, "a")).isEmpty();
    }

    private Verdict read(String tenant) {
        return limits.count(READ, tenant).orElseThrow();
    }

    private static final class Clock implements TimeMeter {
        private long now;

        void advance(Duration duration) {
            now += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
