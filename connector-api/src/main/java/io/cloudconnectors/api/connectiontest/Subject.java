package io.cloudconnectors.api.connectiontest;

import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.CredentialReference;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is tested: an account, and a credential for it. */
sealed interface Subject {
    /** The account that the credential should lead to. */
    ProviderSpec account();

    /** With a credential that the vault has. */
    record Known(ProviderSpec account, TestedCredential which, CredentialReference credential) implements Subject {}

    /**
     * With one that came with the request.
     *
     * @param externalIdOf the credential that holds the External ID; only AWS has one
     */
    record Trial(
            ProviderSpec account,
            ProviderSecret secret,
            @Nullable UUID externalIdOf) implements Subject {}
}
