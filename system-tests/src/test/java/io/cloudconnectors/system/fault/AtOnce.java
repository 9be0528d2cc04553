package io.cloudconnectors.system.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same with several, at the same time. */
final class AtOnce {
    private AtOnce() {}

    /** What is done with one. */
    @FunctionalInterface
    interface Act<T, R> {
        R with(T one) throws Exception;
    }

    /**
     * Done with each; what came of it, in their order.
     *
     * @throws Exception the first failure of any kind, when all have ended
     */
    static <T, R> List<R> each(List<T> all, Act<T, R> act) throws Exception {
        List<Callable<R>> calls = new ArrayList<>();
        all.forEach(one -> calls.add(() -> act.with(one)));
        List<R> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<R> done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case Exception failure -> failure;
                case Error failure -> throw failure;
                case null, default -> e;
            };
        }
    }
}
