package io.cloudconnectors.poller.provider.aws;

import software.amazon.awssdk.regions.Region;

/** An AWS partition and the region where its account-wide services are called. */
enum Partition {
    AWS("aws", "us-east-1"),
    AWS_US_GOV("aws-us-gov", "us-gov-west-1"),
    AWS_CN("aws-cn", "cn-north-1");

    private final String id;
    private final String home;

    Partition(String id, String home) {
        this.id = id;
        this.home = home;
    }

    Region home() {
        return Region.of(home);
    }

    static Partition of(String id) {
        for (Partition partition : values()) {
            if (partition.id.equals(id)) {
                return partition;
            }
        }
        throw new IllegalArgumentException("No AWS partition " + id);
    }
}
