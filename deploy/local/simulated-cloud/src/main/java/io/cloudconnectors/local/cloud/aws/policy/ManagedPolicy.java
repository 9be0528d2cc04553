package io.cloudconnectors.local.cloud.aws.policy;

import java.util.Arrays;
import java.util.Optional;

/**
 * The AWS-managed policies that a role here can have, narrowed to the actions that are simulated here or that a customer of
 * ours is asked to allow: of those, exactly what the policy has in reality.
 */
public enum ManagedPolicy {
    /** Source: AWS Managed Policy Reference Guide, SecurityAudit (v45): these entries of its action list. */
    SECURITY_AUDIT("SecurityAudit", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", "Action": [
              "backup:ListBackupVaults", "codebuild:BatchGetProjects", "codebuild:ListProjects", "ds:DescribeDirectories",
              "ec2:Describe*", "ec2:GetEbsEncryptionByDefault", "eks:DescribeCluster", "eks:DescribeFargateProfile",
              "eks:DescribeNodeGroup", "eks:ListClusters", "eks:ListFargateProfiles", "eks:ListNodeGroups",
              "elasticfilesystem:DescribeFileSystemPolicy", "elasticfilesystem:DescribeFileSystems",
              "elasticmapreduce:DescribeCluster", "elasticmapreduce:GetBlockPublicAccessConfiguration",
              "elasticmapreduce:ListClusters", "glue:GetDataCatalogEncryptionSettings", "guardduty:Get*",
              "guardduty:List*", "iam:GenerateCredentialReport", "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy",
              "kafka:List*", "kms:Describe*", "kms:Get*", "kms:List*", "lambda:ListFunctions", "rds:Describe*",
              "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:ListAllMyBuckets", "states:DescribeStateMachine",
              "states:ListStateMachines", "wafv2:GetWebACL", "wafv2:GetWebACLForResource", "wafv2:ListWebACLs"]},
             {"Effect": "Allow", "Action": "apigateway:GET", "Resource": [
              "arn:aws:apigateway:*::/restapis", "arn:aws:apigateway:*::/restapis/*/authorizers",
              "arn:aws:apigateway:*::/restapis/*/stages", "arn:aws:apigateway:*::/restapis/*/stages/*"]}]}
            """),
    /** Source: AWS Managed Policy Reference Guide, AdministratorAccess. */
    ADMINISTRATOR_ACCESS("AdministratorAccess", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
            """);

    private final String policyName;
    private final String json;

    ManagedPolicy(String policyName, String json) {
        this.policyName = policyName;
        this.json = json;
    }

    public String policyName() {
        return policyName;
    }

    public PolicyDocument document() {
        return PolicyDocument.parse(PolicyDocument.Kind.IDENTITY, json);
    }

    public String arn(String partition) {
        return "arn:" + partition + ":iam::aws:policy/" + policyName;
    }

    public static Optional<ManagedPolicy> named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.policyName.equals(name))
                .findFirst();
    }
}
