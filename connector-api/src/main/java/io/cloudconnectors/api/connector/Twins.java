package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What happens when the account of a new connector is that of a deleted one: delete and re-add would lose its history. */
enum Twins {
    /** The client is told to restore the deleted one, or to say that it wants a new one. */
    REFUSED("To start anew all the same, send this request with allowNew=true."),
    /** The same in a set, which says nothing about single connectors: what the client does then, the set takes over. */
    REFUSED_IN_SET("Then apply the set again. To start anew all the same, send the connector by itself, with POST"
            + " /api/v1/connectors?allowNew=true or, if it exists, PATCH; then apply the set with \"adopt\": true."),
    /** The client knows and wants a new one all the same. */
    ALLOWED("");

    /** The query parameter that allows them. */
    static final String ALLOW_NEW = "allowNew";

    /** What it does in a change. */
    static final String OF_A_CHANGE =
            "Only for what brings the first role of an AWS connector: do it although a deleted connector of the same "
                    + "account could be restored. Without it that is 409 CONNECTOR_RESTORABLE.";

    private final String otherwise;

    Twins(String otherwise) {
        this.otherwise = otherwise;
    }

    /** As the query says; it may say nothing else. */
    static Twins of(UriInfo uri) {
        return QueryParameters.only(uri, Set.of(ALLOW_NEW)).flag(ALLOW_NEW) ? ALLOWED : REFUSED;
    }

    /** @throws ProblemException CONNECTOR_RESTORABLE, naming the deleted one */
    void refuse(Desk desk, ConnectorSpec spec) {
        if (this != ALLOWED) {
            desk.reading(() -> twin(desk, spec)).ifPresent(this::restorable);
        }
    }

    /** The same of a change: one that brings the account is as good as a creation. */
    void refuse(Desk desk, ConnectorSpec before, ConnectorSpec after) {
        if (before.accountId() == null) {
            refuse(desk, after);
        }
    }

    /** The same, inside a transaction. */
    void refuseInside(Desk desk, ConnectorSpec before, ConnectorSpec after) {
        if (this != ALLOWED && before.accountId() == null) {
            twin(desk, after).ifPresent(this::restorable);
        }
    }

    private static Optional<UUID> twin(Desk desk, ConnectorSpec spec) {
        String account = spec.accountId();
        return account == null
                ? Optional.empty()
                : desk.tools().deleted().twin(desk.tenant(), spec.provider(), account);
    }

    private void restorable(UUID deleted) {
        throw new ProblemException(Problem.of(
                        ProblemCode.CONNECTOR_RESTORABLE,
                        "A deleted connector read this account; POST /api/v1/connectors/{connectorId}/restore brings it"
                                + " back with its External ID and history. " + otherwise)
                .withConnector(deleted));
    }
}
