package io.cloudconnectors.api.header;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Strict-Transport-Security on what came over TLS, which may end at a trusted proxy that says so. RFC 6797 forbids it on
 * plain HTTP, so that it cannot be one of the fixed headers.
 */
@ApplicationScoped
class TransportSecurity {
    private static final int BEFORE_ANY_ANSWER = 120;
    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    void register(@Observes Filters filters) {
        filters.register(this::tell, BEFORE_ANY_ANSWER);
    }

    private void tell(RoutingContext context) {
        if ("https".equals(context.request().scheme())) {
            context.response().putHeader("Strict-Transport-Security", TWO_YEARS);
        }
        context.next();
    }
}
