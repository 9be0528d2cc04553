package io.cloudconnectors.api.live;

import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Opens streams. */
@ApplicationScoped
class Streams {
    private final Feed feed;
    private final TenantTransactions transactions;
    private final EventReadRepository past;
    private final LiveConfig config;
    private final InstantSource clock;

    Streams(
            Feed feed,
            @DataSource("api") TenantTransactions transactions,
            EventReadRepository past,
            LiveConfig config,
            InstantSource clock) {
        this.feed = feed;
        this.transactions = transactions;
        this.past = past;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Opens a stream, which is closed with its request whatever becomes of that.
     *
     * @param connectorId null for all connectors
     * @throws ProblemException TOO_MANY_STREAMS, STREAMS_UNAVAILABLE
     */
    EventStream open(
            Tenant tenant,
            @Nullable UUID connectorId,
            @Nullable String lastEventId,
            JsonWebToken token,
            RoutingContext request) {
        Subscription subscription =
                feed.subscribe(tenant, connectorId, () -> request.response().reset());
        request.addEndHandler(ended -> subscription.close());
        return new EventStream(
                subscription,
                new Past(transactions, past, tenant, connectorId),
                lastEventId,
                Instant.ofEpochSecond(token.getExpirationTime()),
                config.heartbeat(),
                clock);
    }

    /** The answer that begins with it. */
    static Response answer(EventStream stream) {
        return Response.ok(stream)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no") // a proxy must not wait for more
                .build();
    }
}
