package io.cloudconnectors.poller.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a mapper made it from the provider's answer; an {@link io.cloudconnectors.contracts.Asset} without its
 * hash.
 */
public record Resource(
        String type,
        String nativeId,
        @Nullable String name,
        String region,
        Map<String, String> tags,
        Map<String, Object> detail) {}
