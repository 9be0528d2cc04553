package io.cloudconnectors.poller.provider.google;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The virtual threads that exchange requests and answers. Google's clients give the futures of their calls no hold on them:
 * a call that is given up would go on until the cloud answers. So each is kept by the call that it was started for, and
 * interrupted with it, which closes its connection.
 */
final class CallThreads implements Executor, AutoCloseable {
    private static final ScopedValue<List<Future<?>>> OF_THE_CALL = ScopedValue.newInstance();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What was started for one call. */
    record Started<T>(Future<T> answer, List<Future<?>> tasks) {
        /** Interrupts what has not ended. */
        void cancel() {
            answer.cancel(true);
            tasks.forEach(task -> task.cancel(true));
        }
    }

    /** Starts a call, and keeps what is executed for it meanwhile. */
    static <T> Started<T> keeping(Supplier<? extends Future<T>> call) {
        List<Future<?>> tasks = new ArrayList<>();
        return ScopedValue.where(OF_THE_CALL, tasks).call(() -> new Started<>(call.get(), tasks));
    }

    @Override
    public void execute(Runnable task) {
        Future<?> running = threads.submit(task);
        if (OF_THE_CALL.isBound()) {
            OF_THE_CALL.get().add(running);
        }
    }

    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
