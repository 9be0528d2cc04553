package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import org.jspecify.annotations.Nullable;

/** A list of resources by its pages. */
@FunctionalInterface
interface Pages {
    /** @param token of the page before; absent for the first */
    ResourcePage page(GoogleSession session, @Nullable String token)
            throws CallFailed, TokenRefused, InterruptedException;
}
