package io.cloudconnectors.api.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.request.CurrentRequest;
import io.cloudconnectors.api.security.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes every POST of the public API safe to send again. It stands around the resources, which know nothing of it: what
 * they answered is kept, errors of the client's included; what may come out otherwise next time (5xx, 429, anything with
 * {@code Retry-After}) is not.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** Tells a replayed answer from a first one. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final String PUBLIC = "/api/v1/";
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);

    private final IdempotencyKeys keys;
    private final BodyHmac hmac;
    private final Caller caller;
    private final CurrentRequest current;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyKeys keys, BodyHmac hmac, Caller caller, CurrentRequest current, ObjectMapper json) {
        this.keys = keys;
        this.hmac = hmac;
        this.caller = caller;
        this.current = current;
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        List<String> sent = request.getHeaders().get(IdempotencyKey.HEADER);
        if (sent == null
                || !request.getMethod().equals(HttpMethod.POST)
                || !request.getUriInfo().getRequestUri().getPath().startsWith(PUBLIC)) {
            return;
        }
        IdempotencyKey key = IdempotencyKey.parse(sent);
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        Claim.Owner owner = new Claim.Owner(caller.tenant(), caller.subject());
        switch (keys.take(owner, key, new Sent(operation(request), hmac.of(body)))) {
            case Found.Free(Claim claim) -> current.routing().orElseThrow().put(Claim.OF_REQUEST, claim);
            case Found.Answered(KeptAnswer answer) -> request.abortWith(replay(answer));
            case Found.Going() ->
                throw new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this Idempotency-Key is still going; send it again later to learn its answer.");
            case Found.Taken() ->
                throw new ProblemException(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "Another request, with another path or body, had this Idempotency-Key: use a new key for a new request,"
                                + " and send a retry unchanged.");
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Claim claim = current.routing()
                .map(routing -> routing.<Claim>remove(Claim.OF_REQUEST))
                .orElse(null);
        if (claim == null) {
            return;
        }
        if (mayComeOutOtherwise(response)) {
            keys.failed(claim);
            return;
        }
        String body = text(response.getEntity());
        keys.answered(claim, new KeptAnswer(response.getStatus(), kept(response), body));
        if (body != null) {
            // Exactly what a retry gets.
            response.setEntity(body, response.getEntityAnnotations(), response.getMediaType());
        }
    }

    private static String operation(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        String path = request.getUriInfo().getRequestUri().getRawPath();
        return query == null ? path : path + "?" + query;
    }

    private static boolean mayComeOutOtherwise(ContainerResponseContext response) {
        return response.getStatus() >= 500
                || response.getStatus() == 429
                || response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER);
    }

    private static Map<String, String> kept(ContainerResponseContext response) {
        Map<String, String> kept = new HashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = response.getHeaderString(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    private static Response replay(KeptAnswer answer) {
        Response.ResponseBuilder replay =
                Response.status(answer.status()).entity(answer.body()).header(REPLAYED, true);
        answer.headers().forEach(replay::header);
        return replay.build();
    }

    private @Nullable String text(@Nullable Object entity) throws JsonProcessingException {
        return switch (entity) {
            case null -> null;
            case String text -> text;
            case Object other -> json.writeValueAsString(other);
        };
    }
}
