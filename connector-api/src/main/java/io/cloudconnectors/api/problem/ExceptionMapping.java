package io.cloudconnectors.api.problem;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one mapper from exceptions to answers. What is not foreseen is logged and answered without its text. */
public class ExceptionMapping {
    private final Problems problems;

    @Inject
    public ExceptionMapping(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    public Response foreseen(ProblemException e) {
        return problems.answer(e.problem());
    }

    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class
    })
    public Response notAuthenticated(Throwable e) {
        return answer(
                ProblemCode.UNAUTHENTICATED,
                "Send an access token of the identity provider that has not expired: Authorization: Bearer ...");
    }

    @ServerExceptionMapper
    public Response notAllowed(ForbiddenException e) {
        return answer(ProblemCode.FORBIDDEN, "Ask an administrator of your tenant for a role that may do this.");
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException e) {
        return byStatus(404);
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unforeseen(e);
        }
        return byStatus(status);
    }

    @ServerExceptionMapper
    public Response unforeseen(Throwable e) {
        return problems.answer(Unforeseen.problem(e));
    }

    private Response byStatus(int status) {
        return switch (status) {
            case 404 -> answer(ProblemCode.NOT_FOUND, "See /api/v1/openapi for the paths that exist.");
            case 405 -> answer(ProblemCode.METHOD_NOT_ALLOWED, "See /api/v1/openapi for the methods of this path.");
            case 406 ->
                answer(
                        ProblemCode.NOT_ACCEPTABLE,
                        "Send in Accept a type that /api/v1/openapi names here, mostly application/json, or leave it out.");
            case 413 -> answer(ProblemCode.BODY_TOO_LARGE, "Send a smaller body.");
            case 415 ->
                answer(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "Send Content-Type: application/json; a PATCH may also be application/merge-patch+json, an apply application/yaml.");
            default -> answer(ProblemCode.BAD_REQUEST, "See /api/v1/openapi for what is expected here.");
        };
    }

    private Response answer(ProblemCode code, String detail) {
        return problems.answer(Problem.of(code, detail));
    }
}
