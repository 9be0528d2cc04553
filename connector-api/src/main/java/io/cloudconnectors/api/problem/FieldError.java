package io.cloudconnectors.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One field of the body, or one query parameter, and what to write instead. Never repeats the value that was sent.
 *
 * @param pointer where in the body, as a URI fragment with a JSON pointer: {@code #/aws/roleArn}
 * @param parameter the query parameter, when it is one
 */
@Schema(description = "One field or query parameter that is not valid, and what to write instead.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(
        @Schema(description = "Where in the body: a URI fragment with a JSON pointer.", examples = "#/aws/roleArn")
        @Nullable
        String pointer,

        @Schema(description = "The query parameter, when it is one.", examples = "limit") @Nullable
        String parameter,

        @Schema(required = true) FieldErrorCode code,

        @Schema(required = true, description = "What is expected.")
        String detail) {

    /** An error of a member of the body. */
    public static FieldError at(String pointer, FieldErrorCode code, String detail) {
        return new FieldError(pointer, null, code, detail);
    }

    /** The same where the body that it speaks of stands below this pointer of a larger one. */
    FieldError below(String larger) {
        return pointer == null ? this : at(larger + pointer.substring(1), code, detail);
    }

    /** An error of a query parameter. */
    public static FieldError ofParameter(String parameter, FieldErrorCode code, String detail) {
        return new FieldError(null, parameter, code, detail);
    }
}
