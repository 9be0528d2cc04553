package io.cloudconnectors.poller.provider.aws.catalogue;

import java.util.List;

/** All that is read of an AWS account. A new type is one class, and one line here. */
public final class AwsCatalogue {
    private static final List<AwsResourceType> ENTRIES = List.of(
            new Ec2Instances(),
            new Ec2Volumes(),
            new Ec2Vpcs(),
            new Ec2SecurityGroups(),
            new S3Buckets(),
            new IamUsers(),
            new IamRoles());

    private AwsCatalogue() {}

    public static List<AwsResourceType> entries() {
        return ENTRIES;
    }

    public static List<AwsResourceType> entriesOf(AwsService service) {
        return ENTRIES.stream().filter(entry -> entry.service() == service).toList();
    }
}
