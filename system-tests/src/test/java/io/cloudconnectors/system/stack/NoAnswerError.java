package io.cloudconnectors.system.stack;

import java.io.IOException;

/** A request that was not answered: what came of it nobody knows. Fails the test that did not expect it. */
public final class NoAnswerError extends AssertionError {
    private static final long serialVersionUID = 1L;

    NoAnswerError(String message, IOException cause) {
        super(message, cause);
    }
}
