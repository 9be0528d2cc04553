package io.cloudconnectors.vault.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudconnectors.contracts.VaultAuditAnchor;
import io.cloudconnectors.vault.time.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UnanchoredTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();
    private final Unanchored unanchored = new Unanchored(Chains.config("nobody:1", 100), clock);
    private final UUID chain = UUID.randomUUID();

    @Test
    void theAgeIsThatOfTheOldestRecordThatWaits() {
        assertThat(unanchored.age()).isZero();
        write(chain, 0);
        clock.advance(SECOND.multipliedBy(3));
        write(chain, 1);

        assertThat(unanchored.age()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    void whatIsWrittenWhileOthersAreAnchoredWaitsOn() {
        write(chain, 0);
        List<VaultAuditAnchor> taken = unanchored.take();
        clock.advance(SECOND.multipliedBy(3));
        write(chain, 1);
        clock.advance(SECOND);

        unanchored.anchored(taken);

        assertThat(unanchored.age()).isEqualTo(SECOND);
        assertThat(unanchored.take())
                .singleElement()
                .extracting(VaultAuditAnchor::seq)
                .isEqualTo(1L);
    }

    @Test
    void anchorsThatWereNotKeptAreTakenAgain() {
        write(chain, 0);
        unanchored.take();
        clock.advance(SECOND);
        write(chain, 1);
        clock.advance(SECOND);

        assertThat(unanchored.take())
                .singleElement()
                .extracting(VaultAuditAnchor::seq)
                .isEqualTo(1L);
        assertThat(unanchored.age()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void ofEachChainTheHeadIsAnchored() {
        UUID next = UUID.randomUUID();
        write(chain, 0);
        write(chain, 1);
        write(next, 0);

        List<VaultAuditAnchor> heads = unanchored.take();
        unanchored.anchored(heads);

        assertThat(heads).extracting(VaultAuditAnchor::chain).containsExactly(chain, next);
        assertThat(heads).extracting(VaultAuditAnchor::seq).containsExactly(1L, 0L);
        assertThat(unanchored.take()).isEmpty();
        assertThat(unanchored.age()).isZero();
    }

    /** The interval is longer than the test may take. */
    @Test
    @Timeout(5)
    void aNewChainAndManyRecordsAreDueAtOnce() {
        write(chain, 0);
        assertThatCode(unanchored::awaitDue).doesNotThrowAnyException();
        unanchored.anchored(unanchored.take());

        write(chain, 100);
        assertThatCode(unanchored::awaitDue).doesNotThrowAnyException();
    }

    private void write(UUID of, long seq) {
        AuditRecord record = new AuditRecord(
                of, seq, clock.instant(), Chains.entry("poller-service", UUID.randomUUID()), new byte[32]);
        unanchored.written(record.at(), record);
    }
}
