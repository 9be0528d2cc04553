package io.cloudconnectors.api.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The role as a stack.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html">AWS::IAM::Role</a>
 */
final class CloudFormation {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private CloudFormation() {}

    static String of(AwsSetup setup) {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        template.put("Description", Texts.roleDescription(setup));
        template.put("Resources", Map.of("Role", ordered("Type", "AWS::IAM::Role", "Properties", properties(setup))));
        template.put(
                "Outputs",
                Map.of(
                        "RoleArn",
                        ordered(
                                "Description",
                                "What the connector needs as aws.roleArn.",
                                "Value",
                                Map.of("Fn::GetAtt", List.of("Role", "Arn")))));
        try {
            return """
                    # %s
                    # aws cloudformation deploy --template-file <this file> --stack-name cloud-connector --capabilities CAPABILITY_NAMED_IAM
                    """.formatted(Texts.title(setup)) + YAML.writeValueAsString(template);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a template of ours", e);
        }
    }

    private static Map<String, Object> properties(AwsSetup setup) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("RoleName", setup.roleName());
        properties.put("Path", setup.rolePath());
        properties.put("Description", Texts.roleDescription(setup));
        properties.put("AssumeRolePolicyDocument", setup.trustPolicy());
        if (!setup.managedPolicyArns().isEmpty()) {
            properties.put("ManagedPolicyArns", setup.managedPolicyArns());
        }
        properties.put(
                "Policies",
                setup.policies().stream()
                        .map(policy -> ordered("PolicyName", policy.name(), "PolicyDocument", policy.document()))
                        .toList());
        return properties;
    }

    private static Map<String, Object> ordered(String first, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }
}
