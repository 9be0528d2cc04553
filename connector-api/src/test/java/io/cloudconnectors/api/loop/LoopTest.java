package io.cloudconnectors.api.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void aStepThatFailsIsTriedAgain() {
        var steps = new AtomicInteger();
        try (var loop = Loop.start("failing", Duration.ofMillis(1), () -> {
            if (steps.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        })) {
            assertThat(loop).isNotNull();
            await().untilAtomic(steps, org.hamcrest.Matchers.greaterThan(5));
        }
    }

    @Test
    void aFailureIsToldOnceAndThatItIsOverToo() {
        var told = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord record) {
                told.add(record.getLevel().getName());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = java.util.logging.Logger.getLogger(Loop.class.getName());
        log.addHandler(handler);
        var steps = new AtomicInteger();
        try (var loop = Loop.start("failing", Duration.ofMillis(1), () -> {
            if (steps.incrementAndGet() < 6) {
                throw new IllegalStateException(steps.get() < 4 ? "away" : "otherwise");
            }
        })) {
            assertThat(loop).isNotNull();
            await().until(() -> told.size() >= 3);
        } finally {
            log.removeHandler(handler);
        }
        assertThat(told).containsExactly("ERROR", "ERROR", "INFO");
    }

    @Test
    void closingWaitsForTheStepThatIsGoing() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var loop = Loop.start("slow", Duration.ofMillis(1), () -> {
            begun.countDown();
            mayEnd.await();
            ended.set(true);
        });
        begun.await();

        var closing = Thread.ofVirtual().start(loop::close);
        mayEnd.countDown();
        closing.join();

        assertThat(ended).isTrue();
    }
}
