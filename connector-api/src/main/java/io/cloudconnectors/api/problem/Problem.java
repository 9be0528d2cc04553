package io.cloudconnectors.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer from 400 on, {@code application/problem+json} (RFC 9457).
 *
 * @param type a URN made of the code
 * @param detail what is wrong this time and what to do next; never a secret, a class name or a statement
 * @param code decides what a client does
 * @param errors the fields that are not valid, all of them
 * @param runId the run that is in the way, with RUN_IN_PROGRESS, or that has ended, with RUN_ENDED
 * @param run the same run, as it is read
 * @param connectorId the deleted connector, with CONNECTOR_RESTORABLE
 * @param testId the connection test that is in the way, with TEST_IN_PROGRESS
 */
@Schema(description = "What went wrong and what to do next (RFC 9457).")
public record Problem(
        @Schema(required = true, examples = "urn:cloud-connectors:problem:duplicate-name")
        String type,

        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,
        @Schema(required = true) ProblemCode code,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID runId,

        @Schema(
                ref = "#/components/schemas/Run",
                description = "The run that is in the way, or that has ended; without its slices.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Object run,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID connectorId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID testId) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem without fields. */
    public static Problem of(ProblemCode code, String detail) {
        return of(code, detail, List.of());
    }

    /** A problem of fields. */
    public static Problem of(ProblemCode code, String detail, List<FieldError> errors) {
        return new Problem(
                code.type(), code.title(), code.status(), detail, code, List.copyOf(errors), null, null, null, null);
    }

    /**
     * The same with the run that it is about.
     *
     * @param seen the run as clients see it, where it is at hand
     */
    public Problem withRun(UUID id, @Nullable Object seen) {
        return new Problem(type, title, status, detail, code, errors, id, seen, connectorId, testId);
    }

    /** The same, naming the deleted connector that can be restored. */
    public Problem withConnector(UUID connector) {
        return new Problem(type, title, status, detail, code, errors, runId, run, connector, testId);
    }

    /** The same, naming the connection test that is in the way. */
    public Problem withTest(UUID test) {
        return new Problem(type, title, status, detail, code, errors, runId, run, connectorId, test);
    }

    /** The same as a part of something larger: its fields stand below this pointer. */
    public Problem below(String pointer) {
        List<FieldError> moved =
                errors.stream().map(error -> error.below(pointer)).toList();
        return new Problem(type, title, status, detail, code, moved, runId, run, connectorId, testId);
    }
}
