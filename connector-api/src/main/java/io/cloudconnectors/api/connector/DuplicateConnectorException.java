package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.contracts.Provider;
import java.util.List;

/** A live connector of the tenant has the name or the account already; the unique index decided. */
final class DuplicateConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Key key;

    DuplicateConnectorException(Key key, Throwable cause) {
        super(key.name(), cause);
        this.key = key;
    }

    Problem problem(Provider provider) {
        return key.problem(provider);
    }

    /** What must be unique in a tenant. */
    enum Key {
        NAME(
                ProblemCode.DUPLICATE_NAME,
                "Choose another name; a connector of your tenant has this one (upper and lower case are the same)."),
        ACCOUNT(
                ProblemCode.DUPLICATE_ACCOUNT,
                "A connector of your tenant reads this account already: change that one, or delete it first.");

        private final ProblemCode code;
        private final String detail;

        Key(ProblemCode code, String detail) {
            this.code = code;
            this.detail = detail;
        }

        Problem problem(Provider provider) {
            return Problem.of(code, detail, List.of(FieldError.at(pointer(provider), FieldErrorCode.TAKEN, detail)));
        }

        private String pointer(Provider provider) {
            return switch (this) {
                case NAME -> "#/name";
                case ACCOUNT ->
                    switch (provider) {
                        case AWS -> "#/aws/roleArn";
                        case AZURE -> "#/azure/subscriptionId";
                        case GCP -> "#/gcp/projectId";
                    };
            };
        }
    }
}
