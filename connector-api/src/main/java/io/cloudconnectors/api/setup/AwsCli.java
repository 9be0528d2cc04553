package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.PrettyJson;

/** The role by the AWS command line. */
final class AwsCli {
    private AwsCli() {}

    static String of(AwsSetup setup) {
        StringBuilder script = new StringBuilder(
                Script.head(setup, "the AWS command line, signed in to the account to be read as who may make roles"));
        script.append("role=").append(Escape.shell(setup.roleName())).append('\n');
        script.append("trust_policy=")
                .append(Escape.shell(PrettyJson.of(setup.trustPolicy())))
                .append("\n\n");
        if (setup.accountId() != null) {
            script.append("""
                    account=$(aws sts get-caller-identity --query Account --output text)
                    if [ "$account" != %1$s ]; then
                      echo "This is the account $account; the connector reads the account "%1$s"." >&2
                      exit 1
                    fi

                    """.formatted(Escape.shell(setup.accountId())));
        }
        script.append("""
                if aws iam get-role --role-name "$role" > /dev/null 2>&1; then
                  aws iam update-assume-role-policy --role-name "$role" --policy-document "$trust_policy"
                else
                  aws iam create-role --role-name "$role" --path %s --description %s \\
                    --assume-role-policy-document "$trust_policy" > /dev/null
                fi
                """.formatted(Escape.shell(setup.rolePath()), Escape.shell(Texts.roleDescription(setup))));
        for (String arn : setup.managedPolicyArns()) {
            script.append("""
                    aws iam attach-role-policy --role-name "$role" --policy-arn %s
                    """.formatted(Escape.shell(arn)));
        }
        for (AwsSetup.NamedPolicy policy : setup.policies()) {
            script.append("""
                    aws iam put-role-policy --role-name "$role" --policy-name %s --policy-document %s
                    """.formatted(Escape.shell(policy.name()), Escape.shell(PrettyJson.of(policy.document()))));
        }
        return script.append("""

                # What the connector needs as aws.roleArn:
                aws iam get-role --role-name "$role" --query Role.Arn --output text
                """).toString();
    }
}
