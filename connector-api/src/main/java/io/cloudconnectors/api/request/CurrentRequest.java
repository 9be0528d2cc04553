package io.cloudconnectors.api.request;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The request that this thread answers; there is none in the engine's loops. */
@ApplicationScoped
public class CurrentRequest {
    private final CurrentVertxRequest current;

    CurrentRequest(CurrentVertxRequest current) {
        this.current = current;
    }

    /** Work of this request that another thread does: what belongs to the request, such as its caller, goes along. */
    public <T> Callable<T> carried(Callable<T> work) {
        ManagedContext context = Arc.container().requestContext();
        InjectableContext.ContextState state = context.getState();
        return () -> {
            context.activate(state);
            try {
                return work.call();
            } finally {
                context.deactivate();
            }
        };
    }

    /** The request, where there is one. */
    public Optional<RoutingContext> routing() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(current.getCurrent())
                : Optional.empty();
    }
}
