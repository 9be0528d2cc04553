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
              "backup:ListBackupVaults", "codebuild:BatchGetProjects", "ec2:Describe*", "ec2:GetEbsEncryptionByDefault",
              "eks:DescribeFargateProfile", "eks:ListFargateProfiles", "elasticfilesystem:DescribeFileSystemPolicy",
              "elasticmapreduce:GetBlockPublicAccessConfiguration", "glue:GetDataCatalogEncryptionSettings",
              "guardduty:Get*", "guardduty:List*", "iam:GenerateCredentialReport", "iam:Get*", "iam:List*",
              "iam:SimulatePrincipalPolicy", "kafka:List*", "s3:GetBucket*", "s3:ListAllMyBuckets",
              "states:DescribeStateMachine", "wafv2:GetWebACLForResource"]},
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
