package io.cloudconnectors.contracts;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know about the account, without anything confidential: neither role ARN nor External ID. Exactly
 * one member is present, the one named after the request's provider.
 */
public record RunSettings(
        @Nullable Aws aws, @Nullable Azure azure, @Nullable Gcp gcp) {

    /**
     * An AWS account.
     *
     * @param accountId the 12-digit account that the role must lead to
     * @param partition {@code aws}, {@code aws-us-gov} or {@code aws-cn}
     * @param regions the regions to look at; empty means every region that the account has enabled
     */
    public record Aws(String accountId, String partition, List<String> regions) {
        public Aws {
            regions = List.copyOf(regions);
        }
    }

    /**
     * An Azure subscription.
     *
     * @param directoryId Entra tenant, a lower-case GUID
     * @param subscriptionId a lower-case GUID
     * @param cloud where directory and subscription live; absent in an event of an older producer means {@code PUBLIC}
     */
    public record Azure(String directoryId, String subscriptionId, AzureCloud cloud) {
        public Azure {
            cloud = Objects.requireNonNullElse(cloud, AzureCloud.PUBLIC);
        }
    }

    /** @param projectId the Google Cloud project id */
    public record Gcp(String projectId) {}
}
