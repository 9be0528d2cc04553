package io.cloudconnectors.api.connector;

import io.smallrye.config.ConfigMapping;

/** The platform's own identities at the clouds, shown to customers so that they can trust them. */
@ConfigMapping(prefix = "connectors.platform")
public interface Platform {
    /** The AWS account whose principals assume the customers' roles. */
    String awsAccountId();
}
