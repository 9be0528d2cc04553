package io.cloudconnectors.api.body;

import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a body, so that a client learns everything at once. */
public final class Violations {
    private static final int MOST_REPORTED = 100;

    private final List<FieldError> errors = new ArrayList<>();

    /** Notes one. */
    public void add(String pointer, FieldErrorCode code, String detail) {
        if (errors.size() < MOST_REPORTED) {
            errors.add(FieldError.at(pointer, code, detail));
        }
    }

    /** What was noted so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /**
     * Ends a form.
     *
     * @throws ProblemException VALIDATION_FAILED when anything was noted
     */
    public void refuseIfAny() {
        if (errors.isEmpty()) {
            return;
        }
        String detail = errors.size() == 1
                ? errors.getFirst().detail()
                : errors.size() + " fields are not valid; \"errors\" says what to write instead. Nothing was stored.";
        throw new ProblemException(Problem.of(ProblemCode.VALIDATION_FAILED, detail, errors));
    }
}
