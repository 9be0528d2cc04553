package io.cloudconnectors.poller.provider.aws;

import software.amazon.awssdk.regions.Region;

/** The separate AWS clouds. Sessions, ARNs and endpoints of one mean nothing in another. */
enum AwsPartition {
    COMMERCIAL("aws", "us-east-1", "aws-global"),
    US_GOV("aws-us-gov", "us-gov-west-1", "aws-us-gov-global"),
    CHINA("aws-cn", "cn-north-1", "aws-cn-global");

    private final String id;
    private final String home;
    private final String global;

    AwsPartition(String id, String home, String global) {
        this.id = id;
        this.home = home;
        this.global = global;
    }

    static AwsPartition of(String id) {
        for (AwsPartition partition : values()) {
            if (partition.id.equals(id)) {
                return partition;
            }
        }
        throw new IllegalArgumentException("No such AWS partition: " + id);
    }

    /** As in ARNs. */
    String id() {
        return id;
    }

    /** A region that no account can switch off. */
    Region home() {
        return Region.of(home);
    }

    /** Where IAM is. */
    Region global() {
        return Region.of(global);
    }
}
