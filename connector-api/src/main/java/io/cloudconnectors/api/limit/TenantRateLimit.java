package io.cloudconnectors.api.limit;

import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.Problems;
import io.cloudconnectors.api.security.Caller;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Counts each request to the public API that is authenticated, before its body is read, and says in the headers of the
 * answer how many are left. Tenants do not share buckets, so none of them can slow down another here.
 */
public class TenantRateLimit {
    private static final String PUBLIC = "/api/v1/";
    private static final String VERDICT = TenantRateLimit.class.getName();
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final RateLimits limits;
    private final Caller caller;
    private final Problems problems;

    TenantRateLimit(RateLimits limits, Caller caller, Problems problems) {
        this.limits = limits;
        this.caller = caller;
        this.problems = problems;
    }

    /**
     * Refuses what is too much. Roles were checked before; a body is not read and no idempotency key is taken yet, so a
     * retry that only gets its answer again is counted too.
     */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    public @Nullable Response count(ContainerRequestContext request, ResourceInfo resource) {
        if (!request.getUriInfo().getPath().startsWith(PUBLIC) || resource.getResourceMethod() == null) {
            return null;
        }
        Verdict verdict = limits.count(
                        operations(request.getMethod(), resource),
                        caller.tenant().name())
                .orElse(null);
        request.setProperty(VERDICT, verdict);
        return verdict == null || verdict.passes() ? null : refusal(verdict);
    }

    /** Tells what is left. */
    @ServerResponseFilter
    public void tell(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(VERDICT) instanceof Verdict verdict) {
            response.getHeaders().putSingle(RateLimitHeaders.POLICY, verdict.policy());
            response.getHeaders().putSingle(RateLimitHeaders.STATE, verdict.state());
        }
    }

    private static OperationClass operations(String method, ResourceInfo resource) {
        if (resource.getResourceMethod().isAnnotationPresent(Expensive.class)
                || resource.getResourceClass().isAnnotationPresent(Expensive.class)) {
            return OperationClass.EXPENSIVE;
        }
        return READS.contains(method) ? OperationClass.READ : OperationClass.WRITE;
    }

    private Response refusal(Verdict verdict) {
        Problem problem = Problem.of(
                ProblemCode.RATE_LIMITED,
                "Your tenant may send " + verdict.limit() + " requests of this kind a minute. Try again in "
                        + verdict.retryAfter() + " s.");
        return Response.fromResponse(problems.answer(problem))
                .header(HttpHeaders.RETRY_AFTER, verdict.retryAfter())
                .build();
    }
}
