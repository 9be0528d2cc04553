package io.cloudconnectors.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {
    private final Turns turns = new Turns(Duration.ofSeconds(10));

    @Test
    void thoseWhoWantTheSameDoItOneAfterTheOther() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        List<Callable<Boolean>> all = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(_ -> () -> turns.take("acme", () -> {
                            boolean alone = inside.incrementAndGet() == 1;
                            Thread.yield();
                            inside.decrementAndGet();
                            return alone;
                        })
                        .orElseThrow())
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(all).stream().map(Future::resultNow)).doesNotContain(false);
        }
        assertThat(turns.size()).isZero();
    }

    @Test
    void othersDoNotWaitForThem() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Boolean>> first = threads.submit(() -> turns.take("acme", () -> {
                begun.countDown();
                return await(end);
            }));
            begun.await();

            assertThat(turns.take("other", () -> true)).contains(true);

            end.countDown();
            assertThat(first.get()).contains(true);
        }
    }

    @Test
    void whoseTurnDoesNotComeInTimeDoesNothing() throws Exception {
        Turns impatient = new Turns(Duration.ofMillis(1));

        assertThat(impatient.take("acme", () -> takenBySomebodyElse(impatient))).contains(true);

        assertThat(impatient.size()).isZero();
    }

    /** Called inside of a turn: another's does not come. */
    private static boolean takenBySomebodyElse(Turns turns) {
        try {
            return turns.take("acme", () -> false).isEmpty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean await(CountDownLatch end) {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
