package io.cloudconnectors.api.provider;

import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.Provider;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a set-up is written for: a connector, or the draft of one. What is not known yet is absent, and the scripts ask for it
 * when they run. No member is a secret.
 */
public sealed interface SetupSubject {

    /** The connector's id, which a draft has too. */
    UUID id();

    /** As the customer wrote it: anything may stand in it. */
    String name();

    Provider provider();

    /**
     * A role to be made, or the one that there is.
     *
     * @param role absent before the customer has made it
     */
    record Aws(
            UUID id,
            String name,
            String externalId,
            @Nullable RoleArn role) implements SetupSubject {
        @Override
        public Provider provider() {
            return Provider.AWS;
        }
    }

    /** An application and the subscription that it shall read; lower-case GUIDs. */
    record Azure(
            UUID id,
            String name,
            @Nullable String directoryId,
            @Nullable String applicationId,
            @Nullable String subscriptionId,
            AzureCloud cloud)
            implements SetupSubject {
        @Override
        public Provider provider() {
            return Provider.AZURE;
        }
    }

    /**
     * A service account and the project that it shall read.
     *
     * @param serviceAccount its e-mail address
     */
    record Gcp(
            UUID id,
            String name,
            @Nullable String projectId,
            @Nullable String serviceAccount) implements SetupSubject {
        @Override
        public Provider provider() {
            return Provider.GCP;
        }
    }
}
