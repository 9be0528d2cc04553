package io.cloudconnectors.api.problem;

import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code().name());
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(Problem.of(code, detail));
    }

    public ProblemException(ProblemCode code, String detail, Throwable cause) {
        super(code.name(), cause);
        this.problem = Problem.of(code, detail);
    }

    /** One field of a body that is not valid. */
    public static ProblemException field(String pointer, FieldErrorCode code, String detail) {
        return new ProblemException(
                Problem.of(ProblemCode.VALIDATION_FAILED, detail, List.of(FieldError.at(pointer, code, detail))));
    }

    /** A query parameter that is not valid. */
    public static ProblemException parameter(String name, FieldErrorCode code, String detail) {
        return new ProblemException(
                Problem.of(ProblemCode.INVALID_PARAMETER, detail, List.of(FieldError.ofParameter(name, code, detail))));
    }

    /** The body of the answer. */
    public Problem problem() {
        return problem;
    }
}
