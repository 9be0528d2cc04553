package io.cloudconnectors.contracts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource as the provider described it.
 *
 * @param type the provider's own resource type, {@code AWS::EC2::Instance}
 * @param nativeId the provider's id, unique within (connector, type, region)
 * @param region where it is; a bucket of the {@code global} slice says its own region
 * @param contentHash SHA-256 over name, tags and detail in canonical form (keys sorted, UTF-8), lower-case hex
 * @param detail what the provider says about it; JSON values only
 */
public record Asset(
        String type,
        String nativeId,
        @Nullable String name,
        String region,
        Map<String, String> tags,
        Map<String, Object> detail,
        String contentHash) {}
