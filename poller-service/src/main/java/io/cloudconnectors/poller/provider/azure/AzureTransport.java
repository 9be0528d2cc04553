package io.cloudconnectors.poller.provider.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.cloudconnectors.poller.egress.CloudHttp;
import io.cloudconnectors.poller.egress.Egress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * {@link CloudHttp} as the Azure SDK calls it. Each exchange is on a virtual thread of its own, which is interrupted, and its
 * connection closed, when whoever waits for it is interrupted, gives up, or has waited for as long as an attempt may take.
 */
final class AzureTransport implements HttpClient {
    private final CloudHttp http;
    private final Egress egress;
    private final ExecutorService threads;
    private final Duration attemptTimeout;
    private final Map<UUID, Future<?>> going = new ConcurrentHashMap<>();
    private volatile boolean aborted;

    AzureTransport(CloudHttp http, Egress egress, ExecutorService threads, Duration attemptTimeout) {
        this.http = http;
        this.egress = egress;
        this.threads = threads;
        this.attemptTimeout = attemptTimeout;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.<HttpResponse>create(answer -> {
                    Future<?> exchange = begin(() -> {
                        try {
                            answer.success(exchange(request));
                        } catch (IOException | RuntimeException e) {
                            answer.error(e);
                        }
                        return null;
                    });
                    answer.onCancel(() -> exchange.cancel(true));
                })
                .timeout(attemptTimeout);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        Future<HttpResponse> exchange = begin(() -> exchange(request));
        try {
            return exchange.get(attemptTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Azure call aborted", stop);
        } catch (TimeoutException late) {
            throw new UncheckedIOException(new SocketTimeoutException("No answer within " + attemptTimeout));
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    /**
     * Ends all exchanges, and lets no more begin. For what an SDK does on threads of its own, which learn nothing of the
     * run's end.
     */
    void abort() {
        aborted = true;
        going.values().forEach(exchange -> exchange.cancel(true));
    }

    private <T> Future<T> begin(Callable<T> exchange) {
        UUID id = UUID.randomUUID();
        FutureTask<T> task = new FutureTask<>(exchange) {
            @Override
            protected void done() {
                going.remove(id);
            }
        };
        going.put(id, task);
        if (aborted) {
            task.cancel(true);
        }
        threads.execute(task);
        return task;
    }

    private static RuntimeException unchecked(@Nullable Throwable failure) {
        return switch (failure) {
            case IOException io -> new UncheckedIOException(io);
            case RuntimeException e -> e;
            case null, default -> new IllegalStateException(failure);
        };
    }

    private HttpResponse exchange(HttpRequest request) throws IOException {
        List<CloudHttp.Header> headers = request.getHeaders().stream()
                .map(header -> new CloudHttp.Header(header.getName(), header.getValue()))
                .toList();
        BinaryData body = request.getBodyAsBinaryData();
        return new AzureAnswer(
                request,
                http.exchange(
                        new CloudHttp.Request(
                                request.getHttpMethod().toString(),
                                request.getUrl(),
                                headers,
                                body == null ? null : body.toBytes()),
                        egress));
    }
}
