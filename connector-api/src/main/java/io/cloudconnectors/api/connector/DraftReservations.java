package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids and External IDs that were promised to connectors before there were any. Both calls stand inside a transaction. */
public interface DraftReservations {
    /** How a body names one. */
    TextRule DRAFT_ID = TextRule.matching(
            36,
            36,
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
            "Write the id that POST /api/v1/connectors/drafts answered.");

    /** One whose time is not over. */
    Optional<Reservation> find(Tenant tenant, UUID id);

    /** Uses it up, for the connector that is made in the same transaction; false when there is none any more. */
    boolean take(Tenant tenant, UUID id);

    /** There is a connector of the draft's id: DRAFT_USED. */
    static ProblemException used(UUID id) {
        return new ProblemException(
                ProblemCode.DRAFT_USED, "The connector has the draft's id: GET /api/v1/connectors/" + id + ".");
    }

    /**
     * What is reserved.
     *
     * @param id of the connector to come
     * @param externalIdOf AWS: the credential in the vault that holds its External ID
     */
    record Reservation(UUID id, Provider provider, @Nullable UUID externalIdOf) {}
}
