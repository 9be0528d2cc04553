package io.cloudconnectors.vault.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudconnectors.vault.kek.KekException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one mapper from exceptions to {@code application/problem+json}. */
class ProblemMapping {
    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);
    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    /** The body (RFC 9457). */
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProblemException.FieldError> errors) {}

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        Response.ResponseBuilder answer =
                Response.fromResponse(answer(e.code(), String.valueOf(e.getMessage()), e.errors()));
        e.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    Response kekUnavailable(KekException e) {
        LOG.error("The KEK cannot be used; callers get 503 and try again", e);
        return answer(ProblemCode.KEK_UNAVAILABLE, "Try again in a moment; nothing was revealed.", List.of());
    }

    @ServerExceptionMapper
    Response unavailable(StorageException e) {
        LOG.error("The vault cannot answer: a database is out of reach; callers get 503 and try again", e);
        return answer(ProblemCode.UNAVAILABLE, "Try again in a moment; nothing was revealed.", List.of());
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(Exception e) {
        return answer(
                ProblemCode.UNAUTHENTICATED, "Send a client-credentials token of the identity provider.", List.of());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden(Exception e) {
        return answer(ProblemCode.FORBIDDEN, "The access token lacks the scope of this operation.", List.of());
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException e) {
        return answer(ProblemCode.INVALID_REQUEST, "Send the JSON members of the contract, and no other.", List.of());
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        ProblemCode code = switch (e.getResponse().getStatus()) {
            case 400 -> ProblemCode.INVALID_REQUEST;
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemCode.INTERNAL_ERROR;
        };
        return answer(code, code.title() + '.', List.of());
    }

    @ServerExceptionMapper(RuntimeException.class)
    Response unexpected(RuntimeException e) {
        // The type only: a message may quote what it was given.
        LOG.errorf(
                "A request failed for a reason that the vault does not know: %s",
                e.getClass().getName());
        LOG.debug("Where", e);
        return answer(ProblemCode.INTERNAL_ERROR, "The failure was logged.", List.of());
    }

    private static Response answer(ProblemCode code, String detail, List<ProblemException.FieldError> errors) {
        String type = "urn:cloud-connectors:problem:" + code.name();
        return Response.status(code.status())
                .type(PROBLEM)
                .entity(new Body(type, code.title(), code.status(), detail, code.name(), errors))
                .build();
    }
}
