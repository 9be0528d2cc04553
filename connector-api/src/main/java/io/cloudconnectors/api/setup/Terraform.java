package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.AwsPolicy;
import io.cloudconnectors.api.provider.AwsPolicy.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** The role for Terraform and OpenTofu. Policies are data sources, so that a plan shows what changes in them. */
final class Terraform {
    private Terraform() {}

    static String of(AwsSetup setup) {
        StringBuilder file = new StringBuilder("""
                # %s
                terraform {
                  required_providers {
                    aws = {
                      source = "hashicorp/aws"
                    }
                  }
                }

                """.formatted(Texts.title(setup)));
        file.append(document("trust", setup.trustPolicy())).append('\n');
        file.append("""
                resource "aws_iam_role" "cloud_connector" {
                  name               = %s
                  path               = %s
                  description        = %s
                  assume_role_policy = data.aws_iam_policy_document.trust.json
                }

                """.formatted(
                Escape.hcl(setup.roleName()), Escape.hcl(setup.rolePath()), Escape.hcl(Texts.roleDescription(setup))));
        for (String arn : setup.managedPolicyArns()) {
            file.append("""
                    resource "aws_iam_role_policy_attachment" "security_audit" {
                      role       = aws_iam_role.cloud_connector.name
                      policy_arn = %s
                    }

                    """.formatted(Escape.hcl(arn)));
        }
        for (AwsSetup.NamedPolicy policy : setup.policies()) {
            file.append(document("read", policy.document())).append('\n').append("""
                    resource "aws_iam_role_policy" "read" {
                      name   = %s
                      role   = aws_iam_role.cloud_connector.id
                      policy = data.aws_iam_policy_document.read.json
                    }

                    """.formatted(
                            Escape.hcl(policy.name())));
        }
        return file.append("""
                output "role_arn" {
                  description = "What the connector needs as aws.roleArn."
                  value       = aws_iam_role.cloud_connector.arn
                }
                """).toString();
    }

    private static String document(String name, AwsPolicy policy) {
        return policy.statements().stream()
                .map(Terraform::statement)
                .collect(Collectors.joining(
                        "\n", "data \"aws_iam_policy_document\" " + Escape.hcl(name) + " {\n", "}\n"));
    }

    private static String statement(Statement statement) {
        StringBuilder block =
                new StringBuilder("""
                  statement {
                    sid    = %s
                    effect = %s
                """.formatted(Escape.hcl(statement.sid()), Escape.hcl(statement.effect())));
        block.append("    actions = ").append(list(statement.actions())).append('\n');
        if (statement.resource() != null) {
            block.append("    resources = [")
                    .append(Escape.hcl(statement.resource()))
                    .append("]\n");
        }
        statement.principal().forEach((type, id) -> block.append("""

                    principals {
                      type        = %s
                      identifiers = [%s]
                    }
                """.formatted(Escape.hcl(type), Escape.hcl(id))));
        statement
                .condition()
                .forEach((test, keys) -> keys.forEach((key, value) ->
                        block.append("""

                    condition {
                      test     = %s
                      variable = %s
                      values   = [%s]
                    }
                """.formatted(Escape.hcl(test), Escape.hcl(key), Escape.hcl(value)))));
        return block.append("  }\n").toString();
    }

    private static String list(List<String> texts) {
        return texts.stream()
                .map(text -> "      " + Escape.hcl(text) + ",\n")
                .collect(Collectors.joining("", "[\n", "    ]"));
    }
}
