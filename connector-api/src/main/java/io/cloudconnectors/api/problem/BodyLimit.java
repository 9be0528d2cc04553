package io.cloudconnectors.api.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body that announces too large a length with a problem. Quarkus would close such a request without a word;
 * bodies that do not announce their length meet Quarkus' own limit while they are read.
 */
@ApplicationScoped
public class BodyLimit {
    /** The path of the one operation whose body may be large: it takes many connectors at once. */
    public static final String LARGE = "/api/v1/connectors/apply";

    private static final int BEFORE_THE_LIMIT_OF_QUARKUS = 100;
    private static final int AFTER_THE_LIMIT_OF_QUARKUS = 1;

    /** How long a client may go on sending what nobody wants. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final long limit;
    private final long largest;
    private final Problems problems;

    BodyLimit(
            @ConfigProperty(name = "body.limit", defaultValue = "256K") MemorySize limit,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            Problems problems) {
        this.limit = limit.asLongValue();
        this.largest = largest.asLongValue();
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_LIMIT_OF_QUARKUS);
        filters.register(this::lower, AFTER_THE_LIMIT_OF_QUARKUS);
    }

    private long limitOf(RoutingContext context) {
        return LARGE.equals(context.normalizedPath()) ? largest : limit;
    }

    /** What is read of a body that does not announce its length is counted against the limit that stands here. */
    private void lower(RoutingContext context) {
        if (context.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limitOf(context));
        }
        context.next();
    }

    private void check(RoutingContext context) {
        long limit = limitOf(context);
        if (announcedLength(context) <= limit) {
            context.next();
            return;
        }
        Problem problem = Problem.of(
                ProblemCode.BODY_TOO_LARGE, "Send at most " + limit + " bytes. Nothing of the body was read.");
        context.response().putHeader("Connection", "close").endHandler(sent -> closeGently(context));
        problems.end(context, problem);
    }

    /** A client that is still sending would find its connection reset, and never read the answer. */
    private static void closeGently(RoutingContext context) {
        HttpServerRequest request = context.request();
        long patience = context.vertx().setTimer(LINGER.toMillis(), late -> close(request));
        request.handler(unread -> {}).endHandler(sent -> {
            context.vertx().cancelTimer(patience);
            close(request);
        });
        request.resume();
    }

    private static void close(HttpServerRequest request) {
        var _ = request.connection().close();
    }

    private static long announcedLength(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
