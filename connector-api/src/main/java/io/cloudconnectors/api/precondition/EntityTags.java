package io.cloudconnectors.api.precondition;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Gives every answer that is {@link Versioned} its strong {@code ETag}, before the answer is kept for a retry. */
@Provider
@Priority(Priorities.USER)
public class EntityTags implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Versioned body) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, "\"" + body.version() + "\"");
        }
    }
}
