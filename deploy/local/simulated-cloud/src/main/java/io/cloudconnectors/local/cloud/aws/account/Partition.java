package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A partition with its regions. Sources: botocore 1.43.67 {@code partitions.json}; for which regions need an opt-in, AWS
 * Account Management Reference Guide, "Enable or disable AWS Regions in your account".
 */
public enum Partition {
    AWS("aws", "amazonaws.com", "us-east-1"),
    AWS_CN("aws-cn", "amazonaws.com.cn", "cn-north-1"),
    AWS_US_GOV("aws-us-gov", "amazonaws.com", "us-gov-west-1");

    private static final List<String> COMMERCIAL = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");
    private static final List<String> COMMERCIAL_OPT_IN = List.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1");

    private final String id;
    private final String dnsSuffix;
    private final String globalRegion;

    Partition(String id, String dnsSuffix, String globalRegion) {
        this.id = id;
        this.dnsSuffix = dnsSuffix;
        this.globalRegion = globalRegion;
    }

    @JsonValue
    public String id() {
        return id;
    }

    public String dnsSuffix() {
        return dnsSuffix;
    }

    /** The region in which global services (IAM) are signed. */
    public String globalRegion() {
        return globalRegion;
    }

    /** Every region with the state that a new account finds it in. */
    public SortedMap<String, OptIn> regions() {
        return switch (this) {
            case AWS -> regions(COMMERCIAL, COMMERCIAL_OPT_IN);
            case AWS_CN -> regions(List.of("cn-north-1", "cn-northwest-1"), List.of());
            case AWS_US_GOV -> regions(List.of("us-gov-east-1", "us-gov-west-1"), List.of());
        };
    }

    private static SortedMap<String, OptIn> regions(List<String> always, List<String> optIn) {
        SortedMap<String, OptIn> regions = new TreeMap<>();
        always.forEach(region -> regions.put(region, OptIn.OPT_IN_NOT_REQUIRED));
        optIn.forEach(region -> regions.put(region, OptIn.NOT_OPTED_IN));
        return regions;
    }

    @JsonCreator
    static Partition of(String id) {
        for (Partition partition : values()) {
            if (partition.id.equals(id)) {
                return partition;
            }
        }
        throw new IllegalArgumentException("No partition " + id + ": write aws, aws-cn or aws-us-gov");
    }
}
