package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.contracts.CredentialReference;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to be done about one connector of a set, as far as this service knows it by itself. */
sealed interface ApplyStep {
    /** The connector's name. */
    String name();

    /** There is none of this name yet. */
    record Make(ApplyItem item, ConnectorChange wanted) implements ApplyStep {
        @Override
        public String name() {
            return item.name();
        }
    }

    /**
     * There is one of this name, to be made what the item says; perhaps it is that already.
     *
     * @param joins what the set does to it besides
     */
    record Adjust(
            ApplyItem item,
            UUID id,
            CredentialReference credential,
            ConnectorSpec before,
            ConnectorChange wanted,
            Joining joins)
            implements ApplyStep {
        @Override
        public String name() {
            return item.name();
        }
    }

    /** How a connector that is there comes into the set. */
    enum Joining {
        /** It is in it. */
        NOT_NEEDED,
        /** It had left it. */
        AGAIN,
        /** It belonged to no set, and the client wants it taken over. */
        ADOPTED
    }

    /** It is of the set, and not declared any more. */
    record Disable(UUID id, String name) implements ApplyStep {}

    /**
     * It is not done.
     *
     * @param id of the connector that has the name
     */
    record Refuse(
            String name,
            ApplyResult.@Nullable Action action,
            @Nullable UUID id,
            Problem problem) implements ApplyStep {}
}
