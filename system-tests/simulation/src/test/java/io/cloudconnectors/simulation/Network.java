package io.cloudconnectors.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** HTTP to connector-api: an instance answers, or nobody knows whether it did what it was asked to. */
public final class Network {
    private static final long TIMEOUT = 10_000;

    private final Scheduler scheduler;
    private final Weather weather;
    private final SplittableRandom random;
    private final List<Instance> instances;

    Network(Scheduler scheduler, Weather weather, SplittableRandom random, List<Instance> instances) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.random = random;
        this.instances = instances;
    }

    /**
     * Asks an instance from within a task.
     *
     * @return its answer; null when there was none
     */
    public <T> @Nullable T ask(Function<Instance, T> request) {
        Instance instance = instances.get(random.nextInt(instances.size()));
        if (!instance.node().alive || weather.loses()) {
            scheduler.sleep(instance.node().alive ? TIMEOUT : weather.latency());
            return null;
        }
        var exchange = new Exchange<T>(scheduler.current());
        var _ = scheduler.spawn(instance.node(), weather.latency(), () -> answer(exchange, instance, request));
        scheduler.sleep(TIMEOUT);
        exchange.given = true;
        return exchange.answer;
    }

    private <T> void answer(Exchange<T> exchange, Instance instance, Function<Instance, T> request) {
        T answer;
        try {
            answer = request.apply(instance);
        } catch (RuntimeException e) {
            answer = null; // a 500 is no answer either
        }
        if (!weather.loses() && !exchange.given) {
            exchange.answer = answer;
            scheduler.wake(exchange.client);
        }
    }

    private static final class Exchange<T> {
        private final Task client;
        private @Nullable T answer;
        private boolean given;

        Exchange(Task client) {
            this.client = client;
        }
    }
}
