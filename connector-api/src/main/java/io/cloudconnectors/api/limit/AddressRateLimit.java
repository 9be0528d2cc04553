package io.cloudconnectors.api.limit;

import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Counts requests without an access token by the address that they come from, before anything is done for them. Requests
 * with a token are left alone, whatever it is worth: to refuse an address would let one bad client behind a shared
 * address lock out the others, and to find that a token is bad takes one signature check and no body, database or network.
 */
@ApplicationScoped
class AddressRateLimit {
    /** Before the body's length is looked at. */
    private static final int EARLY = 110;

    private final RateLimits limits;
    private final Problems problems;

    AddressRateLimit(RateLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, EARLY);
    }

    private void count(RoutingContext context) {
        if (context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            context.next();
            return;
        }
        limits.count(
                        OperationClass.ANONYMOUS,
                        Addresses.key(context.request().remoteAddress().hostAddress()))
                .filter(verdict -> !verdict.passes())
                .ifPresentOrElse(verdict -> refuse(context, verdict), context::next);
    }

    private void refuse(RoutingContext context, Verdict verdict) {
        Problem problem = Problem.of(
                ProblemCode.RATE_LIMITED,
                "Too many requests without an access token came from your address. Try again in " + verdict.retryAfter()
                        + " s.");
        context.response()
                .putHeader(HttpHeaders.RETRY_AFTER, verdict.retryAfter())
                .putHeader(RateLimitHeaders.POLICY, verdict.policy())
                .putHeader(RateLimitHeaders.STATE, verdict.state());
        problems.end(context, problem);
    }
}
