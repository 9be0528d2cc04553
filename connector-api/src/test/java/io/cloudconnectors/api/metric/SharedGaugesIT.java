package io.cloudconnectors.api.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.fixture.EngineDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedGaugesIT {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private static EngineDatabases databases;

    private final AtomicInteger looks = new AtomicInteger();
    private final SharedGauges one = instance();
    private final SharedGauges other = instance();

    @BeforeAll
    static void migrate() {
        databases = EngineDatabases.fresh();
    }

    @BeforeEach
    void nobodyHasLooked() {
        databases.run("DELETE FROM sample");
    }

    @Test
    void whatOneInstanceLookedUpAllTell() {
        one.refresh();
        other.refresh();

        assertThat(looks).hasValue(1);
        assertThat(one.figure("looks")).isEqualTo(1);
        assertThat(other.figure("looks")).isEqualTo(1);
    }

    @Test
    void whenItIsDueAgainAnyInstanceLooks() {
        one.refresh();
        SampleFixture.later(databases, 10);

        other.refresh();
        one.refresh();

        assertThat(looks).hasValue(2);
        assertThat(one.figure("looks")).isEqualTo(2);
    }

    @Test
    void ofManyThatComeAtOnceOneLooks() throws Exception {
        var barrier = new CyclicBarrier(8);
        List<Callable<Void>> instances = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SharedGauges instance = instance();
            instances.add(() -> {
                barrier.await();
                instance.refresh();
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(instances)) {
                done.get();
            }
        }

        assertThat(looks).hasValue(1);
    }

    @Test
    void whatNobodyCouldLookUpForThreeRoundsIsNotToldAnyMore() {
        one.refresh();
        SharedGauges failing = SampleFixture.samples(databases, new SimpleMeterRegistry())
                .gauges("test", EVERY, () -> {
                    throw new IllegalStateException("no answer");
                });

        SampleFixture.later(databases, 20);
        assertThatThrownBy(failing::refresh).hasMessage("no answer");
        other.refresh();
        assertThat(other.figure("looks")).isEqualTo(1);
        assertThat(failing.figure("looks")).isNaN();

        SampleFixture.later(databases, 10);
        assertThatThrownBy(failing::refresh).hasMessage("no answer");
        other.refresh();
        assertThat(other.figure("looks")).isNaN();
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyFromLooking() {
        one.refresh();
        SampleFixture.later(databases, -600);

        other.refresh();

        assertThat(other.figure("looks")).isEqualTo(2);
    }

    @Test
    void anUnknownFigureIsNotANumber() {
        assertThat(one.figure("looks")).isNaN();

        one.refresh();

        assertThat(one.figure("other")).isNaN();
    }

    private SharedGauges instance() {
        return SampleFixture.samples(databases, new SimpleMeterRegistry())
                .gauges("test", EVERY, () -> Map.of("looks", (double) looks.incrementAndGet()));
    }
}
