package io.cloudconnectors.local.cloud.aws.policy;

import java.util.Arrays;
import java.util.Optional;

/** The AWS-managed policies that a role here can have, narrowed to the services that are simulated. */
public enum ManagedPolicy {
    /** Source: AWS Managed Policy Reference Guide, SecurityAudit (v45): these entries of its action list. */
    SECURITY_AUDIT("SecurityAudit", """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", "Action": [
              "ec2:Describe*", "iam:GenerateCredentialReport", "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy",
              "s3:GetBucketLocation", "s3:ListAllMyBuckets"]}]}
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
