package io.cloudconnectors.api.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

class BackgroundLoopsTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void whatIsDisabledDoesNotStartAndAFailingRoundGoesOn() {
        var rounds = new AtomicInteger();
        var failing = work("failing", true, () -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("away");
        });
        var loops = new BackgroundLoops(List.of(work("disabled", false, () -> told.add("round of disabled")), failing));

        loops.start(new StartupEvent());
        await().untilAtomic(rounds, Matchers.greaterThan(2));
        loops.stop(new ShutdownEvent());

        assertThat(told).containsExactly("failing stops", "failing has stopped");
    }

    @Test
    void allAreToldBeforeAnyIsWaitedFor() throws InterruptedException {
        var going = new CountDownLatch(1);
        var hurried = new CountDownLatch(1);
        // Its round ends only when the one after it is told.
        var first = work("first", true, () -> {
            going.countDown();
            hurried.await();
            told.add("last round of first");
        });
        var second = new Background("second", true, Duration.ofMillis(1), () -> {}).stopping(hurried::countDown);
        var loops = new BackgroundLoops(List.of(first, second));

        loops.start(new StartupEvent());
        going.await();
        loops.stop(new ShutdownEvent());

        assertThat(told).containsExactly("first stops", "last round of first", "first has stopped");
    }

    @Test
    void whatCannotBeClosedKeepsNoOtherFromIt() {
        var unclosable = new Background("unclosable", true, Duration.ofMillis(1), () -> {}).stopped(() -> {
            throw new IllegalStateException("away");
        });
        var loops = new BackgroundLoops(List.of(unclosable, work("other", true, () -> {})));

        loops.start(new StartupEvent());
        loops.stop(new ShutdownEvent());

        assertThat(told).containsExactly("other stops", "other has stopped");
    }

    private Background work(String name, boolean enabled, Loop.Step round) {
        return new Background(name, enabled, Duration.ofMillis(1), round)
                .stopping(() -> told.add(name + " stops"))
                .stopped(() -> told.add(name + " has stopped"));
    }
}
