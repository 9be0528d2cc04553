package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.provider.AwsPartition;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The platform's own identities at the clouds, shown to customers so that they can trust them. */
@ConfigMapping(prefix = "connectors.platform")
public interface Platform {
    /** The AWS account whose principals assume the customers' roles. */
    String awsAccountId();

    /** The same in AWS GovCloud (US), where the platform has one. */
    Optional<String> awsUsGovAccountId();

    /** The same in the China regions, where the platform has one. */
    Optional<String> awsCnAccountId();

    /** The platform's account in a partition; a role there can trust no other. */
    static Optional<String> accountIn(AwsPartition partition, Platform platform) {
        return switch (partition) {
            case AWS -> Optional.of(platform.awsAccountId());
            case US_GOVERNMENT -> platform.awsUsGovAccountId();
            case CHINA -> platform.awsCnAccountId();
        };
    }
}
