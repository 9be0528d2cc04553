package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResourceType;
import java.util.List;
import java.util.stream.Stream;

/** All that is read of an AWS account. A new type is one class, and one line here. */
public final class AwsCatalogue {
    private static final List<AwsResourceType> ENTRIES = Stream.<List<AwsResourceType>>of(
                    List.of(
                            new Ec2Instances(),
                            new Ec2Volumes(),
                            new Ec2Snapshots(),
                            new Ec2Images(),
                            new Ec2Vpcs(),
                            new Ec2Subnets(),
                            new Ec2SecurityGroups(),
                            new Ec2NetworkAcls(),
                            new Ec2RouteTables(),
                            new Ec2InternetGateways(),
                            new Ec2NatGateways(),
                            new Ec2Addresses(),
                            new Ec2NetworkInterfaces(),
                            new Ec2EbsDefaultEncryption(),
                            new S3Buckets(),
                            new IamUsers(),
                            new IamGroups(),
                            new IamRoles(),
                            new IamPolicies(),
                            new IamPasswordPolicy(),
                            new IamAccountSummary(),
                            new KmsKeys(),
                            new RdsInstances(),
                            new RdsClusters(),
                            new LambdaFunctions(),
                            new EfsFileSystems(),
                            new StateMachines(),
                            new MskClusters(),
                            new RestApis(),
                            new HttpApis(),
                            new BackupVaults()),
                    WebAcls.ofBothScopes(),
                    List.of(
                            new EmrBlockPublicAccess(),
                            new EmrClusters(),
                            new GlueCatalogEncryption(),
                            new GuardDutyDetectors(),
                            new CodeBuildProjects(),
                            new Directories(),
                            new EksClusters()))
            .flatMap(List::stream)
            .toList();

    /** AWS ended QLDB on 31 July 2025 (Amazon QLDB Developer Guide, What is Amazon QLDB, end of support). */
    private static final ResourceType LEDGERS = new ResourceType(
            Provider.AWS,
            "AWS::QLDB::Ledger",
            "qldb",
            ResourceType.Scope.REGIONAL,
            List.of(),
            "AWS ended Amazon QLDB on 31 July 2025; no account has ledgers, and nothing is called.");

    private AwsCatalogue() {}

    public static List<AwsResourceType> entries() {
        return ENTRIES;
    }

    public static List<AwsResourceType> entriesOf(AwsService service) {
        return ENTRIES.stream().filter(entry -> entry.service() == service).toList();
    }

    /** The catalogue as customers are told it, with what is retired. */
    public static List<ResourceType> resourceTypes() {
        return Stream.concat(ENTRIES.stream().map(AwsCatalogue::told), Stream.of(LEDGERS))
                .toList();
    }

    private static ResourceType told(AwsResourceType entry) {
        return new ResourceType(
                Provider.AWS,
                entry.type(),
                entry.service().shortName(),
                switch (entry.service().scope()) {
                    case REGIONAL -> ResourceType.Scope.REGIONAL;
                    case GLOBAL -> ResourceType.Scope.GLOBAL;
                },
                Stream.concat(Stream.of(entry.permission()), entry.detailPermissions().stream())
                        .map(AwsPermission::action)
                        .toList(),
                null);
    }
}
