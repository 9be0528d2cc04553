package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a body, all of it. No value is ever quoted: it may be a secret that stands in the wrong place. */
final class Faults {
    private final List<FieldError> errors = new ArrayList<>();

    /**
     * Notes a fault.
     *
     * @param pointer JSON pointer as a URI fragment, {@code #/aws/roleArn}
     */
    void add(String pointer, String detail) {
        errors.add(new FieldError(pointer, "INVALID", detail));
    }

    /** @throws ProblemException INVALID_CREDENTIAL with every fault, if there is one */
    void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemCode.INVALID_CREDENTIAL, "Correct the members named in errors.", errors);
        }
    }
}
