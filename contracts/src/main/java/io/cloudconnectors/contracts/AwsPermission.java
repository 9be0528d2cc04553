package io.cloudconnectors.contracts;

import java.util.Arrays;
import java.util.List;

/**
 * Every IAM action that a role needs: the one list that pollers call by, set-up templates grant and tests check. {@code
 * sts:GetCallerIdentity}, which proves the account, is not in it: AWS answers it without any permission (AWS STS API
 * Reference, GetCallerIdentity).
 *
 * <p>What is PLANNED are actions that the vendor's set-up asks for beside SecurityAudit and that nothing reads. Those of
 * QLDB, which AWS has closed, are left out. Where SecurityAudit allows an action by now, it is named all the same: the
 * policy is AWS's to change, its versions differ between partitions, and an action that is allowed twice is not allowed more.
 */
public enum AwsPermission {
    /** Which regions the account has enabled; with regions named by the connector, a run does without. */
    EC2_DESCRIBE_REGIONS("ec2:DescribeRegions", PermissionNeed.MANDATORY, true),
    EC2_DESCRIBE_INSTANCES("ec2:DescribeInstances", PermissionNeed.READ, true),
    EC2_DESCRIBE_VOLUMES("ec2:DescribeVolumes", PermissionNeed.READ, true),
    EC2_DESCRIBE_SNAPSHOTS("ec2:DescribeSnapshots", PermissionNeed.READ, true),
    EC2_DESCRIBE_IMAGES("ec2:DescribeImages", PermissionNeed.READ, true),
    EC2_DESCRIBE_VPCS("ec2:DescribeVpcs", PermissionNeed.READ, true),
    EC2_DESCRIBE_SUBNETS("ec2:DescribeSubnets", PermissionNeed.READ, true),
    EC2_DESCRIBE_SECURITY_GROUPS("ec2:DescribeSecurityGroups", PermissionNeed.READ, true),
    EC2_DESCRIBE_NETWORK_ACLS("ec2:DescribeNetworkAcls", PermissionNeed.READ, true),
    EC2_DESCRIBE_ROUTE_TABLES("ec2:DescribeRouteTables", PermissionNeed.READ, true),
    EC2_DESCRIBE_INTERNET_GATEWAYS("ec2:DescribeInternetGateways", PermissionNeed.READ, true),
    EC2_DESCRIBE_NAT_GATEWAYS("ec2:DescribeNatGateways", PermissionNeed.READ, true),
    EC2_DESCRIBE_ADDRESSES("ec2:DescribeAddresses", PermissionNeed.READ, true),
    EC2_DESCRIBE_NETWORK_INTERFACES("ec2:DescribeNetworkInterfaces", PermissionNeed.READ, true),
    EC2_GET_EBS_ENCRYPTION_BY_DEFAULT("ec2:GetEbsEncryptionByDefault", PermissionNeed.READ, true),
    EC2_GET_EBS_DEFAULT_KMS_KEY_ID("ec2:GetEbsDefaultKmsKeyId", PermissionNeed.READ, false),

    S3_LIST_ALL_MY_BUCKETS("s3:ListAllMyBuckets", PermissionNeed.READ, true),
    S3_GET_ENCRYPTION_CONFIGURATION("s3:GetEncryptionConfiguration", PermissionNeed.READ, true),
    S3_GET_BUCKET_PUBLIC_ACCESS_BLOCK("s3:GetBucketPublicAccessBlock", PermissionNeed.READ, true),
    S3_GET_BUCKET_POLICY_STATUS("s3:GetBucketPolicyStatus", PermissionNeed.READ, true),
    S3_GET_BUCKET_TAGGING("s3:GetBucketTagging", PermissionNeed.READ, true),
    /** Only of an endpoint whose list of buckets does not name their regions, which AWS's does. */
    S3_GET_BUCKET_LOCATION("s3:GetBucketLocation", PermissionNeed.FALLBACK, true),

    IAM_LIST_USERS("iam:ListUsers", PermissionNeed.READ, true),
    IAM_LIST_USER_TAGS("iam:ListUserTags", PermissionNeed.READ, true),
    IAM_LIST_MFA_DEVICES("iam:ListMFADevices", PermissionNeed.READ, true),
    IAM_LIST_ACCESS_KEYS("iam:ListAccessKeys", PermissionNeed.READ, true),
    IAM_LIST_GROUPS("iam:ListGroups", PermissionNeed.READ, true),
    IAM_LIST_ROLES("iam:ListRoles", PermissionNeed.READ, true),
    IAM_LIST_ROLE_TAGS("iam:ListRoleTags", PermissionNeed.READ, true),
    IAM_LIST_POLICIES("iam:ListPolicies", PermissionNeed.READ, true),
    IAM_GET_POLICY_VERSION("iam:GetPolicyVersion", PermissionNeed.READ, true),
    IAM_LIST_POLICY_TAGS("iam:ListPolicyTags", PermissionNeed.READ, true),
    IAM_GET_ACCOUNT_PASSWORD_POLICY("iam:GetAccountPasswordPolicy", PermissionNeed.READ, true),
    IAM_GET_ACCOUNT_SUMMARY("iam:GetAccountSummary", PermissionNeed.READ, true),

    KMS_LIST_KEYS("kms:ListKeys", PermissionNeed.READ, true),
    KMS_DESCRIBE_KEY("kms:DescribeKey", PermissionNeed.READ, true),
    KMS_GET_KEY_ROTATION_STATUS("kms:GetKeyRotationStatus", PermissionNeed.READ, true),
    KMS_LIST_RESOURCE_TAGS("kms:ListResourceTags", PermissionNeed.READ, true),

    RDS_DESCRIBE_DB_INSTANCES("rds:DescribeDBInstances", PermissionNeed.READ, true),
    RDS_DESCRIBE_DB_CLUSTERS("rds:DescribeDBClusters", PermissionNeed.READ, true),

    LAMBDA_LIST_FUNCTIONS("lambda:ListFunctions", PermissionNeed.READ, true),
    LAMBDA_GET_FUNCTION_CONCURRENCY("lambda:GetFunctionConcurrency", PermissionNeed.READ, false),
    LAMBDA_LIST_TAGS("lambda:ListTags", PermissionNeed.READ, false),

    EFS_DESCRIBE_FILE_SYSTEMS("elasticfilesystem:DescribeFileSystems", PermissionNeed.READ, true),
    EFS_DESCRIBE_FILE_SYSTEM_POLICY("elasticfilesystem:DescribeFileSystemPolicy", PermissionNeed.READ, true),

    STATES_LIST_STATE_MACHINES("states:ListStateMachines", PermissionNeed.READ, true),
    STATES_DESCRIBE_STATE_MACHINE("states:DescribeStateMachine", PermissionNeed.READ, true),
    STATES_LIST_TAGS("states:ListTagsForResource", PermissionNeed.READ, false),

    KAFKA_LIST_CLUSTERS("kafka:ListClusters", PermissionNeed.READ, true),

    /** SecurityAudit has the lists of REST APIs and parts of each, and not the APIs of version 2. */
    API_GATEWAY_GET("apigateway:GET", PermissionNeed.READ, false),

    BACKUP_LIST_BACKUP_VAULTS("backup:ListBackupVaults", PermissionNeed.READ, true),
    BACKUP_DESCRIBE_BACKUP_VAULT("backup:DescribeBackupVault", PermissionNeed.READ, false),
    BACKUP_LIST_TAGS("backup:ListTags", PermissionNeed.READ, false),

    WAFV2_LIST_WEB_ACLS("wafv2:ListWebACLs", PermissionNeed.READ, true),
    WAFV2_GET_WEB_ACL("wafv2:GetWebACL", PermissionNeed.READ, true),
    WAFV2_LIST_TAGS("wafv2:ListTagsForResource", PermissionNeed.READ, false),

    EMR_GET_BLOCK_PUBLIC_ACCESS_CONFIGURATION(
            "elasticmapreduce:GetBlockPublicAccessConfiguration", PermissionNeed.READ, true),
    EMR_LIST_CLUSTERS("elasticmapreduce:ListClusters", PermissionNeed.READ, true),
    EMR_DESCRIBE_CLUSTER("elasticmapreduce:DescribeCluster", PermissionNeed.READ, true),

    GLUE_GET_DATA_CATALOG_ENCRYPTION_SETTINGS("glue:GetDataCatalogEncryptionSettings", PermissionNeed.READ, true),

    GUARDDUTY_LIST_DETECTORS("guardduty:ListDetectors", PermissionNeed.READ, true),
    GUARDDUTY_GET_DETECTOR("guardduty:GetDetector", PermissionNeed.READ, true),

    CODEBUILD_LIST_PROJECTS("codebuild:ListProjects", PermissionNeed.READ, true),
    CODEBUILD_BATCH_GET_PROJECTS("codebuild:BatchGetProjects", PermissionNeed.READ, true),

    DS_DESCRIBE_DIRECTORIES("ds:DescribeDirectories", PermissionNeed.READ, true),
    DS_LIST_LOG_SUBSCRIPTIONS("ds:ListLogSubscriptions", PermissionNeed.READ, false),
    DS_LIST_TAGS("ds:ListTagsForResource", PermissionNeed.READ, false),

    EKS_LIST_CLUSTERS("eks:ListClusters", PermissionNeed.READ, true),
    EKS_DESCRIBE_CLUSTER("eks:DescribeCluster", PermissionNeed.READ, true),
    EKS_LIST_FARGATE_PROFILES("eks:ListFargateProfiles", PermissionNeed.READ, true),
    EKS_DESCRIBE_FARGATE_PROFILE("eks:DescribeFargateProfile", PermissionNeed.READ, true),
    EKS_LIST_NODEGROUPS("eks:ListNodegroups", PermissionNeed.READ, true),
    EKS_DESCRIBE_NODEGROUP("eks:DescribeNodegroup", PermissionNeed.READ, true),

    /** What the vendor's set-up asks for, and tells nothing that {@code wafv2:GetWebACL} does not. */
    WAFV2_GET_WEB_ACL_FOR_RESOURCE("wafv2:GetWebACLForResource", PermissionNeed.PLANNED, true);

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

    /**
     * The narrowest resource that the action takes: lists of an account know none but {@code *}. Of API Gateway, whose every
     * read is one action, the APIs of both versions and what is in them: keys and domain names are elsewhere.
     */
    public String resource(String partition) {
        return this == API_GATEWAY_GET ? "arn:" + partition + ":apigateway:*::/*apis*" : "*";
    }

    /** Those with one of these needs, in their order here. */
    public static List<AwsPermission> of(PermissionNeed... needs) {
        List<PermissionNeed> wanted = List.of(needs);
        return Arrays.stream(values())
                .filter(permission -> wanted.contains(permission.need))
                .toList();
    }
}
