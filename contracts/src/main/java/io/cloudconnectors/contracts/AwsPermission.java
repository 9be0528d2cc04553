package io.cloudconnectors.contracts;

import java.util.Arrays;
import java.util.List;

/**
 * Every IAM action that a role needs: the one list that pollers call by, set-up templates grant and tests check. {@code
 * sts:GetCallerIdentity}, which proves the account, is not in it: AWS answers it without any permission (AWS STS API
 * Reference, GetCallerIdentity).
 *
 * <p>What is PLANNED are the actions that the vendor's set-up asks for beside SecurityAudit. Those of QLDB, which AWS has
 * closed, are left out. Where SecurityAudit allows an action by now, it is named all the same: the policy is AWS's to change,
 * its versions differ between partitions, and an action that is allowed twice is not allowed more.
 */
public enum AwsPermission {
    /** Which regions the account has enabled; with regions named by the connector, a run does without. */
    EC2_DESCRIBE_REGIONS("ec2:DescribeRegions", PermissionNeed.MANDATORY, true),
    EC2_DESCRIBE_INSTANCES("ec2:DescribeInstances", PermissionNeed.READ, true),
    EC2_DESCRIBE_VOLUMES("ec2:DescribeVolumes", PermissionNeed.READ, true),
    EC2_DESCRIBE_VPCS("ec2:DescribeVpcs", PermissionNeed.READ, true),
    EC2_DESCRIBE_SECURITY_GROUPS("ec2:DescribeSecurityGroups", PermissionNeed.READ, true),
    S3_LIST_ALL_MY_BUCKETS("s3:ListAllMyBuckets", PermissionNeed.READ, true),
    IAM_LIST_USERS("iam:ListUsers", PermissionNeed.READ, true),
    IAM_LIST_ROLES("iam:ListRoles", PermissionNeed.READ, true),
    /** Only of an endpoint whose list of buckets does not name their regions, which AWS's does. */
    S3_GET_BUCKET_LOCATION("s3:GetBucketLocation", PermissionNeed.FALLBACK, true),

    EKS_LIST_FARGATE_PROFILES("eks:ListFargateProfiles", PermissionNeed.PLANNED, true),
    EKS_DESCRIBE_FARGATE_PROFILE("eks:DescribeFargateProfile", PermissionNeed.PLANNED, true),
    STATES_DESCRIBE_STATE_MACHINE("states:DescribeStateMachine", PermissionNeed.PLANNED, true),
    EFS_DESCRIBE_FILE_SYSTEM_POLICY("elasticfilesystem:DescribeFileSystemPolicy", PermissionNeed.PLANNED, true),
    KAFKA_LIST_CLUSTERS("kafka:ListClusters", PermissionNeed.PLANNED, true),
    CODEBUILD_BATCH_GET_PROJECTS("codebuild:BatchGetProjects", PermissionNeed.PLANNED, true),
    WAFV2_GET_WEB_ACL_FOR_RESOURCE("wafv2:GetWebACLForResource", PermissionNeed.PLANNED, true),
    BACKUP_LIST_BACKUP_VAULTS("backup:ListBackupVaults", PermissionNeed.PLANNED, true),
    BACKUP_DESCRIBE_BACKUP_VAULT("backup:DescribeBackupVault", PermissionNeed.PLANNED, false),
    EC2_GET_EBS_ENCRYPTION_BY_DEFAULT("ec2:GetEbsEncryptionByDefault", PermissionNeed.PLANNED, true),
    EC2_GET_EBS_DEFAULT_KMS_KEY_ID("ec2:GetEbsDefaultKmsKeyId", PermissionNeed.PLANNED, false),
    GUARDDUTY_LIST_DETECTORS("guardduty:ListDetectors", PermissionNeed.PLANNED, true),
    GUARDDUTY_GET_DETECTOR("guardduty:GetDetector", PermissionNeed.PLANNED, true),
    GLUE_GET_DATA_CATALOG_ENCRYPTION_SETTINGS("glue:GetDataCatalogEncryptionSettings", PermissionNeed.PLANNED, true),
    EMR_GET_BLOCK_PUBLIC_ACCESS_CONFIGURATION(
            "elasticmapreduce:GetBlockPublicAccessConfiguration", PermissionNeed.PLANNED, true),
    LAMBDA_GET_FUNCTION_CONCURRENCY("lambda:GetFunctionConcurrency", PermissionNeed.PLANNED, false),
    DS_LIST_LOG_SUBSCRIPTIONS("ds:ListLogSubscriptions", PermissionNeed.PLANNED, false),
    /** SecurityAudit has parts of a REST API, and not the API itself. */
    API_GATEWAY_GET("apigateway:GET", PermissionNeed.PLANNED, false);

    private final String action;
    private final PermissionNeed need;
    private final boolean inSecurityAudit;

    AwsPermission(String action, PermissionNeed need, boolean inSecurityAudit) {
        this.action = action;
        this.need = need;
        this.inSecurityAudit = inSecurityAudit;
    }

    /** As IAM writes it: {@code ec2:DescribeInstances}. */
    public String action() {
        return action;
    }

    public PermissionNeed need() {
        return need;
    }

    /** Whether SecurityAudit allows it in its version 45, of October 2024 (AWS Managed Policy Reference Guide). */
    public boolean inSecurityAudit() {
        return inSecurityAudit;
    }

    /** The narrowest resource that the action takes: lists of an account know none but {@code *}. */
    public String resource(String partition) {
        return this == API_GATEWAY_GET ? "arn:" + partition + ":apigateway:*::/restapis/*" : "*";
    }

    /** Those with one of these needs, in their order here. */
    public static List<AwsPermission> of(PermissionNeed... needs) {
        List<PermissionNeed> wanted = List.of(needs);
        return Arrays.stream(values())
                .filter(permission -> wanted.contains(permission.need))
                .toList();
    }
}
