package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.provider.ProviderSecret;
import org.jspecify.annotations.Nullable;

/**
 * What a request makes of a connector.
 *
 * @param secret to be sealed as a new version; null when the secret stays
 */
record ConnectorChange(ConnectorSpec spec, @Nullable ProviderSecret secret) {}
