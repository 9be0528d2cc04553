package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.CredentialReference;

/**
 * What a run needs to sign in with a credential version, also one that is not current: where its secret is, and the settings
 * that the connector would have with it.
 */
public record CredentialTarget(ProviderSpec account, CredentialReference reference) {}
