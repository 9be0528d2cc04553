package io.cloudconnectors.api.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers requests that the HTTP layer refuses, such as one without a Host, with a problem. Quarkus would answer with a
 * body of its own that names the exception.
 */
@ApplicationScoped
class HttpFailures {
    private static final int BAD_REQUEST = 400;

    private final Problems problems;

    HttpFailures(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST && !context.response().ended()) {
            problems.end(context, Problem.of(ProblemCode.BAD_REQUEST, "This is no well-formed HTTP request."));
        } else {
            context.next();
        }
    }
}
