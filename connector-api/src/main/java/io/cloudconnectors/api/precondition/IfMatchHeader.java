package io.cloudconnectors.api.precondition;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.request.CurrentRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code If-Match} of the current request. */
@ApplicationScoped
public class IfMatchHeader {
    private static final Set<String> CHANGING = Set.of("PATCH", "PUT", "DELETE");

    private final CurrentRequest request;
    private final boolean required;

    IfMatchHeader(
            CurrentRequest request,
            @ConfigProperty(name = "connectors.if-match-required", defaultValue = "false") boolean required) {
        this.request = request;
        this.required = required;
    }

    /**
     * What it says; {@link IfMatch.Absent} without a request.
     *
     * @throws ProblemException INVALID_HEADER, or PRECONDITION_REQUIRED where it must be sent
     */
    public IfMatch ofRequest() {
        return request.routing().map(RoutingContext::request).map(this::read).orElseGet(IfMatch.Absent::new);
    }

    private IfMatch read(HttpServerRequest sent) {
        IfMatch ifMatch = IfMatch.parse(sent.headers().getAll(HttpHeaders.IF_MATCH));
        if (required
                && ifMatch instanceof IfMatch.Absent
                && CHANGING.contains(sent.method().name())) {
            throw new ProblemException(
                    ProblemCode.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the answer that you read, or If-Match: * to change it whatever it is.");
        }
        return ifMatch;
    }
}
