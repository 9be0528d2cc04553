package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.provider.ProviderSecret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request makes of a connector.
 *
 * @param secret to be sealed as a new version; null when the secret stays
 * @param draft which a new connector is made from; null for a change, and for a connector without one
 */
record ConnectorChange(
        ConnectorSpec spec,
        @Nullable ProviderSecret secret,
        @Nullable UUID draft) {
    ConnectorChange(ConnectorSpec spec, @Nullable ProviderSecret secret) {
        this(spec, secret, null);
    }
}
