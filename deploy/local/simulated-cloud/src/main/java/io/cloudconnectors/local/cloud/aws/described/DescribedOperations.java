package io.cloudconnectors.local.cloud.aws.described;

import static io.cloudconnectors.local.cloud.aws.wire.AwsService.API_GATEWAY;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.BACKUP;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.CODEBUILD;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.DIRECTORY;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.EC2;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.EFS;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.EKS;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.EMR;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.GLUE;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.GUARDDUTY;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.IAM;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.KMS;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.LAMBDA;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.MSK;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.RDS;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.STATES;
import static io.cloudconnectors.local.cloud.aws.wire.AwsService.WAFV2;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.described.Described.Body;
import io.cloudconnectors.local.cloud.aws.described.Described.Paging;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All operations that answer from the account's description, each in a line or two. */
public final class DescribedOperations {
    private static final Paging EC2_PAGES = new Paging("MaxResults", "NextToken", "nextToken");
    private static final Paging MARKER = new Paging("MaxItems", "Marker", "Marker");
    private static final Paging REST_PAGES = new Paging("maxResults", "nextToken", "nextToken");
    private static final Paging NEXT_TOKEN = new Paging("", "nextToken", "nextToken");

    private static final List<Described> ALL = Stream.of(
                    ec2(),
                    iam(),
                    kms(),
                    rds(),
                    lambda(),
                    efs(),
                    states(),
                    apis(),
                    backup(),
                    waf(),
                    emr(),
                    settings(),
                    codeBuild(),
                    directory(),
                    eks())
            .flatMap(List::stream)
            .toList();

    private static final List<RestRoute> ROUTES =
            ALL.stream().map(Described::routed).flatMap(Optional::stream).toList();

    private DescribedOperations() {}

    public static List<AwsOperation> all() {
        return ALL.stream().map(Described::operation).toList();
    }

    static List<RestRoute> routes() {
        return ROUTES;
    }

    private static List<Described> ec2() {
        return List.of(
                ec2List("DescribeSubnets", "subnetSet"),
                ec2List("DescribeSnapshots", "snapshotSet", "Owner"),
                ec2List("DescribeImages", "imagesSet", "Owner"),
                ec2List("DescribeNetworkAcls", "networkAclSet"),
                ec2List("DescribeRouteTables", "routeTableSet"),
                ec2List("DescribeInternetGateways", "internetGatewaySet"),
                ec2List("DescribeNatGateways", "natGatewaySet"),
                ec2List("DescribeNetworkInterfaces", "networkInterfaceSet"),
                on(EC2, "DescribeAddresses", items("addressesSet", "item", Paging.NONE)),
                on(EC2, "GetEbsEncryptionByDefault", whole("{\"ebsEncryptionByDefault\": false}")),
                on(EC2, "GetEbsDefaultKmsKeyId", whole("{\"kmsKeyId\": \"alias/aws/ebs\"}")));
    }

    private static Described ec2List(String name, String member, String... parameters) {
        return new Described(
                EC2, name, "ec2:" + name, call -> "*", Set.of(parameters), items(member, "item", EC2_PAGES), null);
    }

    private static List<Described> iam() {
        return List.of(
                on(IAM, "ListGroups", items("Groups", "member", MARKER)),
                new Described(
                        IAM,
                        "ListPolicies",
                        "iam:ListPolicies",
                        call -> "*",
                        Set.of("Scope"),
                        items("Policies", "member", MARKER),
                        null),
                new Described(
                        IAM,
                        "GetPolicyVersion",
                        "iam:GetPolicyVersion",
                        call -> "*",
                        Set.of("VersionId"),
                        new Body.ByName("PolicyArn", Described.missing(ServiceError.IAM_NO_SUCH_ENTITY)),
                        null),
                on(IAM, "ListPolicyTags", new Body.Items("PolicyArn", "Tags", "member", MARKER)),
                on(IAM, "ListMFADevices", new Body.Items("UserName", "MFADevices", "member", MARKER)),
                on(IAM, "ListAccessKeys", new Body.Items("UserName", "AccessKeyMetadata", "member", MARKER)),
                on(
                        IAM,
                        "GetAccountPasswordPolicy",
                        whole(
                                "{\"PasswordPolicy\": {\"MinimumPasswordLength\": 14, \"RequireSymbols\": true, \"RequireNumbers\": true,"
                                        + " \"RequireUppercaseCharacters\": true, \"RequireLowercaseCharacters\": true,"
                                        + " \"AllowUsersToChangePassword\": true, \"ExpirePasswords\": false}}")),
                on(
                        IAM,
                        "GetAccountSummary",
                        whole("{\"SummaryMap\": {\"entry\": [{\"key\": \"AccountMFAEnabled\", \"value\": 1},"
                                + " {\"key\": \"AccountAccessKeysPresent\", \"value\": 0},"
                                + " {\"key\": \"AccountPasswordPresent\", \"value\": 1},"
                                + " {\"key\": \"AccountSigningCertificatesPresent\", \"value\": 0},"
                                + " {\"key\": \"UsersQuota\", \"value\": 5000}]}}")));
    }

    private static List<Described> kms() {
        return List.of(
                on(KMS, "ListKeys", items("Keys", "", new Paging("Limit", "Marker", "NextMarker"))),
                named(KMS, "GetKeyRotationStatus", "KeyId", Described.missing(ServiceError.KMS_NOT_FOUND)),
                named(KMS, "ListResourceTags", "KeyId", Described.empty()));
    }

    private static List<Described> rds() {
        Paging pages = new Paging("MaxRecords", "Marker", "Marker");
        return List.of(
                on(RDS, "DescribeDBInstances", items("DBInstances", "DBInstance", pages)),
                on(RDS, "DescribeDBClusters", items("DBClusters", "DBCluster", pages)));
    }

    private static List<Described> lambda() {
        return List.of(
                rest(
                        LAMBDA,
                        "ListFunctions",
                        "/2015-03-31/functions",
                        items("Functions", "", new Paging("MaxItems", "Marker", "NextMarker"))),
                rest(
                        LAMBDA,
                        "GetFunctionConcurrency",
                        "/2019-09-30/functions/{FunctionName}/concurrency",
                        new Body.ByName("FunctionName", Described.empty())),
                rest(LAMBDA, "ListTags", "/2017-03-31/tags/{ARN}", new Body.ByName("ARN", Described.empty())));
    }

    private static List<Described> efs() {
        return List.of(
                rest(
                        EFS,
                        "DescribeFileSystems",
                        "/2015-02-01/file-systems",
                        items("FileSystems", "", new Paging("MaxItems", "Marker", "NextMarker"))),
                rest(
                        EFS,
                        "DescribeFileSystemPolicy",
                        "/2015-02-01/file-systems/{FileSystemId}/policy",
                        new Body.ByName("FileSystemId", Described.missing(ServiceError.EFS_POLICY_NOT_FOUND))),
                rest(MSK, "ListClusters", "/v1/clusters", items("clusterInfoList", "", REST_PAGES)));
    }

    private static List<Described> states() {
        return List.of(
                on(STATES, "ListStateMachines", items("stateMachines", "", REST_PAGES)),
                named(
                        STATES,
                        "DescribeStateMachine",
                        "stateMachineArn",
                        Described.missing(ServiceError.STATES_DOES_NOT_EXIST)),
                named(STATES, "ListTagsForResource", "resourceArn", Described.empty()));
    }

    /** Every read of API Gateway is the same action, on what is read. */
    private static List<Described> apis() {
        return List.of(
                new Described(
                        API_GATEWAY,
                        "GetRestApis",
                        "apigateway:GET",
                        call -> api(call, "/restapis"),
                        Set.of(),
                        items("item", "", new Paging("limit", "position", "position")),
                        RestRoute.of(API_GATEWAY, "GetRestApis", "/restapis")),
                new Described(
                        API_GATEWAY,
                        "GetApis",
                        "apigateway:GET",
                        call -> api(call, "/apis"),
                        Set.of(),
                        items("items", "", REST_PAGES),
                        RestRoute.of(API_GATEWAY, "GetApis", "/v2/apis")));
    }

    private static String api(OperationCall call, String path) {
        return "arn:" + call.account().partition().id() + ":apigateway:" + call.region() + "::" + path;
    }

    private static List<Described> backup() {
        return List.of(
                rest(
                        BACKUP,
                        "ListBackupVaults",
                        "/backup-vaults",
                        items("BackupVaultList", "", new Paging("maxResults", "nextToken", "NextToken"))),
                rest(
                        BACKUP,
                        "DescribeBackupVault",
                        "/backup-vaults/{backupVaultName}",
                        new Body.ByName("backupVaultName", Described.missing(ServiceError.BACKUP_NOT_FOUND))),
                rest(BACKUP, "ListTags", "/tags/{resourceArn}", new Body.ByName("resourceArn", Described.empty())));
    }

    private static List<Described> waf() {
        return List.of(
                on(
                        WAFV2,
                        "ListWebACLs",
                        new Body.Items("Scope", "WebACLs", "", new Paging("Limit", "NextMarker", "NextMarker"))),
                new Described(
                        WAFV2,
                        "GetWebACL",
                        "wafv2:GetWebACL",
                        call -> "*",
                        Set.of("Name", "Scope"),
                        new Body.ByName("Id", Described.missing(ServiceError.WAFV2_NONEXISTENT_ITEM)),
                        null),
                named(
                        WAFV2,
                        "ListTagsForResource",
                        "ResourceARN",
                        name -> Described.tree("{\"TagInfoForResource\": {\"TagList\": []}}")));
    }

    private static List<Described> emr() {
        return List.of(
                new Described(
                        EMR,
                        "ListClusters",
                        "elasticmapreduce:ListClusters",
                        call -> "*",
                        Set.of("ClusterStates"),
                        items("Clusters", "", new Paging("", "Marker", "Marker")),
                        null),
                named(EMR, "DescribeCluster", "ClusterId", Described.missing(ServiceError.EMR_INVALID_REQUEST)),
                on(
                        EMR,
                        "GetBlockPublicAccessConfiguration",
                        whole(
                                "{\"BlockPublicAccessConfiguration\": {\"BlockPublicSecurityGroupRules\": true,"
                                        + " \"PermittedPublicSecurityGroupRuleRanges\": [{\"MinRange\": 22, \"MaxRange\": 22}]}}")));
    }

    private static List<Described> settings() {
        return List.of(
                on(
                        GLUE,
                        "GetDataCatalogEncryptionSettings",
                        whole(
                                "{\"DataCatalogEncryptionSettings\": {\"EncryptionAtRest\": {\"CatalogEncryptionMode\": \"DISABLED\"},"
                                        + " \"ConnectionPasswordEncryption\": {\"ReturnConnectionPasswordEncrypted\": false}}}")),
                rest(GUARDDUTY, "ListDetectors", "/detector", items("detectorIds", "", REST_PAGES)),
                rest(
                        GUARDDUTY,
                        "GetDetector",
                        "/detector/{DetectorId}",
                        new Body.ByName("DetectorId", Described.missing(ServiceError.GUARDDUTY_BAD_REQUEST))));
    }

    private static List<Described> codeBuild() {
        return List.of(
                on(CODEBUILD, "ListProjects", items("projects", "", NEXT_TOKEN)),
                on(CODEBUILD, "BatchGetProjects", new Body.ByNames("names", "projects")));
    }

    private static List<Described> directory() {
        return List.of(
                on(
                        DIRECTORY,
                        "DescribeDirectories",
                        items("DirectoryDescriptions", "", new Paging("Limit", "NextToken", "NextToken"))),
                named(DIRECTORY, "ListLogSubscriptions", "DirectoryId", Described.empty()),
                named(DIRECTORY, "ListTagsForResource", "ResourceId", Described.empty()));
    }

    private static List<Described> eks() {
        return List.of(
                rest(EKS, "ListClusters", "/clusters", items("clusters", "", REST_PAGES)),
                rest(
                        EKS,
                        "DescribeCluster",
                        "/clusters/{name}",
                        new Body.ByName("name", Described.missing(ServiceError.EKS_NOT_FOUND))),
                rest(
                        EKS,
                        "ListFargateProfiles",
                        "/clusters/{clusterName}/fargate-profiles",
                        new Body.Items("clusterName", "fargateProfileNames", "", REST_PAGES)),
                rest(
                        EKS,
                        "DescribeFargateProfile",
                        "/clusters/{clusterName}/fargate-profiles/{fargateProfileName}",
                        new Body.ByName("fargateProfileName", Described.missing(ServiceError.EKS_NOT_FOUND))),
                rest(
                        EKS,
                        "ListNodegroups",
                        "/clusters/{clusterName}/node-groups",
                        new Body.Items("clusterName", "nodegroups", "", REST_PAGES)),
                rest(
                        EKS,
                        "DescribeNodegroup",
                        "/clusters/{clusterName}/node-groups/{nodegroupName}",
                        new Body.ByName("nodegroupName", Described.missing(ServiceError.EKS_NOT_FOUND))));
    }

    private static Body items(String member, String item, Paging paging) {
        return new Body.Items(null, member, item, paging);
    }

    private static Body whole(String otherwise) {
        return new Body.Whole(Described.tree(otherwise));
    }

    /** An operation whose permission is called as it is. */
    private static Described on(AwsService service, String name, Body body) {
        return described(service, name, body, null);
    }

    private static Described named(AwsService service, String name, String key, Function<String, JsonNode> otherwise) {
        return on(service, name, new Body.ByName(key, otherwise));
    }

    private static Described rest(AwsService service, String name, String path, Body body) {
        return described(service, name, body, RestRoute.of(service, name, path));
    }

    private static Described described(AwsService service, String name, Body body, @Nullable RestRoute route) {
        return new Described(service, name, service.signingName() + ":" + name, call -> "*", Set.of(), body, route);
    }
}
