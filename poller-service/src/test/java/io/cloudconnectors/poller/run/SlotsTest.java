package io.cloudconnectors.poller.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudconnectors.poller.run.Slots.Lane;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

    @Test
    void scheduledRunsLeaveTheReservedSlotsFree() {
        // Given
        Slots slots = new Slots(3, 1);

        // When
        slots.take(Lane.SCHEDULED);
        slots.take(Lane.SCHEDULED);

        // Then
        assertThat(slots.take(Lane.SCHEDULED)).isEmpty();
        assertThat(slots.take(Lane.INTERACTIVE)).isPresent();
        assertThat(slots.take(Lane.INTERACTIVE)).isEmpty();
    }

    @Test
    void interactiveRunsMayUseEverySlot() {
        // Given
        Slots slots = new Slots(2, 1);

        // When
        slots.take(Lane.INTERACTIVE);
        slots.take(Lane.INTERACTIVE);

        // Then
        assertThat(slots.hasRoom(Lane.INTERACTIVE)).isFalse();
        assertThat(slots.hasRoom(Lane.SCHEDULED)).isFalse();
    }

    @Test
    void aSlotIsGivenBackOnce() {
        // Given
        Slots slots = new Slots(2, 0);
        Slots.Slot slot = slots.take(Lane.SCHEDULED).orElseThrow();
        slots.take(Lane.SCHEDULED);

        // When
        slot.close();
        slot.close();

        // Then
        assertThat(slots.taken()).isEqualTo(1);
    }

    @Test
    void thereAreNeverMoreThanAllTaken() throws InterruptedException {
        // Given
        Slots slots = new Slots(4, 1);
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(8);

        // When many take and give back
        for (int i = 0; i < 8; i++) {
            Lane lane = i % 2 == 0 ? Lane.SCHEDULED : Lane.INTERACTIVE;
            Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 2000; n++) {
                    slots.take(lane).ifPresent(slot -> {
                        most.accumulateAndGet(slots.taken(), Math::max);
                        slot.close();
                    });
                }
                done.countDown();
            });
        }
        done.await();

        // Then
        assertThat(most.get()).isBetween(1, 4);
        assertThat(slots.taken()).isZero();
    }

    @Test
    void somethingMustBeLeftForScheduledRuns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slots(2, 2))
                .withMessageContaining("poller.slots.interactive-reserved");
    }
}
