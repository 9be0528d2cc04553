package io.cloudconnectors.poller.provider.azure;

import com.azure.core.annotation.ExpectedResponses;
import com.azure.core.annotation.Get;
import com.azure.core.annotation.HeaderParam;
import com.azure.core.annotation.Host;
import com.azure.core.annotation.HostParam;
import com.azure.core.annotation.PathParam;
import com.azure.core.annotation.QueryParam;
import com.azure.core.annotation.ServiceInterface;
import com.azure.core.annotation.UnexpectedResponseExceptionType;
import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.RestProxy;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.resourcemanager.resources.fluent.ResourceManagementClient;
import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who may do what: the role assignments at the subscription, above it and below it. Resource Graph has them too, and leaves
 * them out without a word where they may not be read; this list is denied then, so that nobody takes "may not look" for "no
 * assignments". <em>Reader</em> has what it needs. The SDK's own client of it brings all of Microsoft Graph with it.
 */
final class RoleAssignments implements AzureSource.Listed {
    private static final String TYPE = "microsoft.authorization/roleassignments";
    private static final String API_VERSION = "2022-04-01";

    @Override
    public String service() {
        return "role-assignments";
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public ManagerList list() {
        return new ManagerList(
                AzurePermission.ROLE_ASSIGNMENTS_READ,
                session -> new AssignmentPages(session.resources().serviceClient()));
    }

    /** What changes with each look or holds free text is left out: times, authors, descriptions. */
    static Resource row(Map<?, ?> assignment) {
        Map<?, ?> properties = assignment.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        return AzureRows.resource(
                AzureRows.text(assignment, "id"),
                AzureRows.text(assignment, "name"),
                TYPE,
                SliceKey.GLOBAL,
                Map.of(),
                new AzureRows.Detail()
                        .with("roleDefinitionId", AzureRows.lower(properties.get("roleDefinitionId")))
                        .with("principalId", AzureRows.text(properties, "principalId"))
                        .with("principalType", AzureRows.text(properties, "principalType"))
                        .with("scope", AzureRows.lower(properties.get("scope")))
                        .with("condition", AzureRows.text(properties, "condition")));
    }

    /** Azure REST API, Role Assignments - List For Subscription. */
    @Host("{$host}")
    @ServiceInterface(name = "RoleAssignments")
    private interface Service {
        @Get("/subscriptions/{subscriptionId}/providers/Microsoft.Authorization/roleAssignments")
        @ExpectedResponses({200})
        @UnexpectedResponseExceptionType(ManagementException.class)
        Mono<Response<Map<String, Object>>> list(
                @HostParam("$host") String endpoint,
                @PathParam("subscriptionId") String subscription,
                @QueryParam("api-version") String apiVersion,
                @HeaderParam("Accept") String accept);

        @Get("{nextLink}")
        @ExpectedResponses({200})
        @UnexpectedResponseExceptionType(ManagementException.class)
        Mono<Response<Map<String, Object>>> next(
                @PathParam(value = "nextLink", encoded = true) String nextLink,
                @HostParam("$host") String endpoint,
                @HeaderParam("Accept") String accept);
    }

    private static final class AssignmentPages implements Pages {
        private static final String JSON = "application/json";

        private final ResourceManagementClient manager;
        private final Service service;
        private @Nullable String next;

        AssignmentPages(ResourceManagementClient manager) {
            this.manager = manager;
            this.service = RestProxy.create(
                    Service.class,
                    manager.getHttpPipeline(),
                    SerializerFactory.createDefaultManagementSerializerAdapter());
        }

        @Override
        public Page next() {
            Map<String, Object> answer = Objects.requireNonNull(asked().block()).getValue();
            if (answer == null || !(answer.get("value") instanceof List<?> rows)) {
                throw new IllegalArgumentException("An answer without assignments");
            }
            List<Resource> resources = new ArrayList<>();
            for (Object row : rows) {
                if (!(row instanceof Map<?, ?> assignment)) {
                    throw new IllegalArgumentException("An assignment without members");
                }
                resources.add(row(assignment));
            }
            next = AzureRows.text(answer, "nextLink");
            return new Page(resources, next, false);
        }

        private Mono<Response<Map<String, Object>>> asked() {
            return next == null
                    ? service.list(manager.getEndpoint(), manager.getSubscriptionId(), API_VERSION, JSON)
                    : service.next(ofThisManager(next), manager.getEndpoint(), JSON);
        }

        /** The token goes to nobody else. */
        private String ofThisManager(String link) {
            String endpoint = manager.getEndpoint();
            if (!link.startsWith(endpoint.endsWith("/") ? endpoint : endpoint + "/")) {
                throw new IllegalArgumentException("A next page elsewhere");
            }
            return link;
        }
    }
}
