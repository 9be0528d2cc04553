package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.security.Caller;
import io.cloudconnectors.api.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Watch a test. */
@Path("/api/v1/connectors/{id}/tests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connection tests", description = "Tries of all that runs need, before and after a connector is created.")
@RunOnVirtualThread
public class ConnectionTestsResource {
    private static final int LONGEST_WAIT = 30;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");

    private final ConnectionTests tests;
    private final Caller caller;

    ConnectionTestsResource(ConnectionTests tests, Caller caller) {
        this.tests = tests;
        this.caller = caller;
    }

    @GET
    @Path("/{testId}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.ADMIN})
    @Operation(
            operationId = "getConnectionTest",
            summary = "Read a connection test with its steps",
            description =
                    "Tests are kept for a week. With wait the answer comes when the test has ended, or when so many "
                            + "seconds are over.")
    @APIResponse(
            responseCode = "200",
            description = "The test.",
            content = @Content(schema = @Schema(implementation = ConnectionTestView.class)))
    public ConnectionTestView get(
            @PathParam("id") String id,
            @PathParam("testId") String testId,
            @QueryParam("wait")
                    @Parameter(
                            description = "How many seconds to wait for the end.",
                            schema =
                                    @Schema(
                                            implementation = Integer.class,
                                            minimum = "0",
                                            maximum = "30",
                                            defaultValue = "0"))
                    @Nullable
                    String wait)
            throws InterruptedException {
        return ConnectionTestView.of(
                tests.await(caller.tenant(), Ids.connector(id), Ids.test(testId), Duration.ofSeconds(seconds(wait))));
    }

    private static int seconds(@Nullable String wait) {
        if (wait == null || wait.isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(wait).matches() || Integer.parseInt(wait) > LONGEST_WAIT) {
            throw ProblemException.parameter(
                    "wait", FieldErrorCode.RANGE, "Write seconds, a whole number from 0 to " + LONGEST_WAIT + ".");
        }
        return Integer.parseInt(wait);
    }
}
