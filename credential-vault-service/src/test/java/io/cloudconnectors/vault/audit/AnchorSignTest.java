package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateConfig;
import io.cloudconnectors.vault.state.VaultState;
import io.cloudconnectors.vault.time.TestClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnchorSignTest {
    private static final Duration AFTER = Duration.ofMinutes(5);

    private final TestClock clock = new TestClock();
    private final AnchoringConfig anchoring = Chains.config("nobody:1");
    private final Unanchored unanchored = new Unanchored(anchoring, clock);
    private final AnchorSign sign = new AnchorSign(unanchored, anchoring, new Config(AFTER, AFTER, AFTER));

    private record Config(Duration every, Duration patience, Duration unanchoredAfter) implements StateConfig {}

    @Test
    void aLogThatIsNotAnchoredForLongIsToldUntilItIs() {
        AuditRecord record = new AuditRecord(
                UUID.randomUUID(), 0, clock.instant(), Chains.entry("poller-service", UUID.randomUUID()), new byte[32]);
        unanchored.written(record.at(), record);
        clock.advance(AFTER);
        assertThat(sign.look()).isEqualTo(Seen.ready());

        clock.advance(Duration.ofSeconds(1));
        assertThat(sign.look().state()).isEqualTo(VaultState.DEGRADED);
        assertThat(sign.look().why()).contains("301 s");

        unanchored.anchored(unanchored.take());
        assertThat(sign.look()).isEqualTo(Seen.ready());
    }
}
