package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import io.cloudconnectors.contracts.Provider;
import org.jspecify.annotations.Nullable;

/** What a client decides about one cloud account; the member of a connector that is named after its provider. */
public sealed interface ProviderSpec permits AwsSpec, AzureSpec, GcpSpec {

    /** Whose account it is. */
    Provider provider();

    /** AWS account, Azure subscription or Google Cloud project, once it is known. */
    @Nullable
    String account();

    /** Whether everything is there that a run needs. */
    boolean complete();

    /** What runs are told of it. */
    StoredSettings settings();

    /**
     * Whether a change would lead to another account than the one that the connector has.
     *
     * @return the member that does so, null when none does
     */
    @Nullable
    String leavesAccountOf(ProviderSpec before);

    /** A member as it was read, and what of it goes to the vault. */
    @JsonIgnoreType
    record Read(ProviderSpec spec, ProviderSecret secret) {}

    /** What a body does about the secret. */
    enum SecretRule {
        /** Creation and replacement: it must be there. */
        REQUIRED,
        /** A patch: it must not. */
        REFUSED
    }
}
