package io.cloudconnectors.bench.poller;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.poller.Plan.Step;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.LoopbackServer;
import io.cloudconnectors.local.cloud.http.Reply;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * What a poller is compared with: a loop that makes the calls of each run with the AWS SDK, and lets the answers go. It knows no
 * Kafka, no lease, no vault and no assets, keeps to no budget and looks at no answer but its status. A process of its own, which
 * is told what to do over HTTP.
 */
public final class BareLoop {
    static final String READY = "Bare loop ready";
    static final String PORT = "BARE_PORT";
    static final String CONNECTIONS = "BARE_CONNECTIONS";
    static final String PLAN = "BARE_PLAN";
    static final String THREADS = "BARE_THREADS";
    static final String PASS = "/pass";
    static final String UNDER_WAY = "/under-way";

    private final Plan plan;
    private final SdkCalls sdk;
    private final Threads threads;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger underWay = new AtomicInteger();

    /** What runs are done by. */
    enum Threads {
        VIRTUAL,
        PLATFORM
    }

    /**
     * What to do.
     *
     * @param accounts a run of each
     * @param concurrency runs at a time
     */
    record Order(List<String> accounts, int concurrency) {}

    private BareLoop(Plan plan, SdkCalls sdk, Threads threads) {
        this.plan = plan;
        this.sdk = sdk;
        this.threads = threads;
    }

    @SuppressWarnings("SystemOut") // its only output: the line that the benchmark waits for
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var environment = System.getenv();
        Plan plan = new ObjectMapper().readValue(environment.get(PLAN), Plan.class);
        var loop = new BareLoop(
                plan,
                new SdkCalls(Integer.parseInt(environment.getOrDefault(CONNECTIONS, ""))),
                Threads.valueOf(environment.getOrDefault(THREADS, "")));
        try (var _ = LoopbackServer.start(Integer.parseInt(environment.getOrDefault(PORT, "")), loop::answer)) {
            System.out.println(READY);
            new CountDownLatch(1).await();
        }
    }

    private Reply answer(HttpCall call) {
        try {
            return call.rawPath().equals(UNDER_WAY)
                    ? Reply.json(200, Integer.toString(underWay.get()))
                    : Reply.json(200, json.writeValueAsString(pass(json.readValue(call.body(), Order.class))));
        } catch (IOException | ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Pass pass(Order order) throws ExecutionException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService executor = executor(order.concurrency())) {
            List<Future<?>> workers = IntStream.range(0, order.concurrency())
                    .<Future<?>>mapToObj(_ -> executor.submit(() -> work(order.accounts(), next)))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        int runs = order.accounts().size();
        return new Pass(runs, (long) runs * plan.size(), (System.nanoTime() - begin) / 1e9);
    }

    private ExecutorService executor(int concurrency) {
        return switch (threads) {
            case VIRTUAL -> Executors.newVirtualThreadPerTaskExecutor();
            case PLATFORM -> Executors.newFixedThreadPool(concurrency);
        };
    }

    private void work(List<String> accounts, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < accounts.size(); i = next.getAndIncrement()) {
            underWay.incrementAndGet();
            run(accounts.get(i));
            underWay.decrementAndGet();
        }
    }

    private void run(String account) {
        AwsCredentials session = null;
        for (Step step : plan.steps()) {
            if (session == null || step.assumesRole()) {
                session = sdk.assume(step, account);
            } else {
                int status = sdk.send(step, session);
                if (status != step.status()) {
                    throw new IllegalStateException(
                            "The bare loop is answered %d to %s; give the call its arguments".formatted(status, step));
                }
            }
        }
    }
}
