package io.cloudconnectors.vault.problem;

import java.util.List;
import java.util.Map;

/** Ends a request with a problem. The detail says what to do next and never holds a value that the caller sent. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ProblemCode code, String detail, List<FieldError> errors) {
        this(code, detail, errors, Map.of());
    }

    /** @param headers what the answer says besides */
    public ProblemException(ProblemCode code, String detail, Map<String, String> headers) {
        this(code, detail, List.of(), headers);
    }

    private ProblemException(ProblemCode code, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /**
     * What is wrong with one member of the body.
     *
     * @param pointer JSON pointer as a URI fragment, {@code #/aws/roleArn}
     */
    public record FieldError(String pointer, String code, String detail) {}

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
