package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens when the account of a new connector is that of a deleted one: delete and re-add would lose its history. */
enum Twins {
    /** The client is told to restore the deleted one. */
    REFUSED,
    /** The client knows and wants a new one all the same. */
    ALLOWED;

    /** The parameter {@code allowNew}. */
    static Twins of(@Nullable String allowNew) {
        return switch (allowNew) {
            case null -> REFUSED;
            case "false" -> REFUSED;
            case "true" -> ALLOWED;
            default ->
                throw ProblemException.parameter(
                        "allowNew", FieldErrorCode.FORMAT, "Write true or false, or leave it out.");
        };
    }

    /** @throws ProblemException CONNECTOR_RESTORABLE, naming the deleted one */
    void refuse(Desk desk, ConnectorSpec spec) {
        String account = spec.accountId();
        if (this == ALLOWED || account == null) {
            return;
        }
        desk.inTransaction(() -> desk.deleted().twin(desk.tenant(), spec.provider(), account))
                .ifPresent(Twins::restorable);
    }

    private static void restorable(UUID deleted) {
        throw new ProblemException(Problem.of(
                        ProblemCode.CONNECTOR_RESTORABLE,
                        "A deleted connector read this account; POST /api/v1/connectors/{connectorId}/restore brings it "
                                + "back with its External ID and history. To start anew all the same, send this request "
                                + "with allowNew=true.")
                .withConnector(deleted));
    }
}
