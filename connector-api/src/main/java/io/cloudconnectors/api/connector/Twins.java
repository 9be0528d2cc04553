package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.UUID;

/** What happens when the account of a new connector is that of a deleted one: delete and re-add would lose its history. */
enum Twins {
    /** The client is told to restore the deleted one, or to say that it wants a new one. */
    REFUSED("To start anew all the same, send this request with allowNew=true."),
    /** The same in a set, which says nothing about single connectors: what the client does then, the set takes over. */
    REFUSED_IN_SET("Then apply the set again. To start anew all the same, create it with POST"
            + " /api/v1/connectors?allowNew=true and apply the set with \"adopt\": true."),
    /** The client knows and wants a new one all the same. */
    ALLOWED("");

    private final String otherwise;

    Twins(String otherwise) {
        this.otherwise = otherwise;
    }

    /** @throws ProblemException CONNECTOR_RESTORABLE, naming the deleted one */
    void refuse(Desk desk, ConnectorSpec spec) {
        String account = spec.accountId();
        if (this == ALLOWED || account == null) {
            return;
        }
        desk.inTransaction(() -> desk.deleted().twin(desk.tenant(), spec.provider(), account))
                .ifPresent(this::restorable);
    }

    private void restorable(UUID deleted) {
        throw new ProblemException(Problem.of(
                        ProblemCode.CONNECTOR_RESTORABLE,
                        "A deleted connector read this account; POST /api/v1/connectors/{connectorId}/restore brings it"
                                + " back with its External ID and history. " + otherwise)
                .withConnector(deleted));
    }
}
