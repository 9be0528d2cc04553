package io.cloudconnectors.api.setup;

import static io.cloudconnectors.api.setup.Subjects.ACCOUNT;
import static io.cloudconnectors.api.setup.Subjects.EXTERNAL_ID;
import static io.cloudconnectors.api.setup.Subjects.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.api.provider.AwsAccess;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.AwsPolicy;
import io.cloudconnectors.api.provider.PrettyJson;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The role of AWS in each of its languages: all say the same, and nothing that a customer wrote says anything. */
class AwsSetupTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** CloudFormation Template Reference, AWS::IAM::Role, Syntax. */
    private static final Set<String> ROLE_PROPERTIES = Set.of(
            "AssumeRolePolicyDocument",
            "Description",
            "ManagedPolicyArns",
            "MaxSessionDuration",
            "Path",
            "PermissionsBoundary",
            "Policies",
            "RoleName",
            "Tags");

    @TempDir
    Path directory;

    static Stream<AwsSetup> setups() {
        return Stream.concat(
                Stream.of(
                        Subjects.setup(Subjects.aws("prod-eu", null), AwsAccess.SECURITY_AUDIT),
                        Subjects.setup(Subjects.aws("prod-eu", null), AwsAccess.MINIMAL),
                        Subjects.aws("Käse & Söhne")),
                Stream.concat(
                        Subjects.hostileNames().stream().map(Subjects::aws),
                        Subjects.hostilePaths().stream()
                                .map(path -> Subjects.setup(
                                        Subjects.aws("a", Subjects.role(path + "Reader")), AwsAccess.SECURITY_AUDIT))));
    }

    @ParameterizedTest
    @CsvSource({"SECURITY_AUDIT, aws-policy", "MINIMAL, aws-policy-minimal"})
    void thePolicyIsTheOneThatThePollersAreTestedWith(AwsAccess access, String golden) throws Exception {
        assertThat(JSON.readTree(PrettyJson.of(AwsPolicy.read(AwsPartition.AWS, access))))
                .isEqualTo(JSON.readTree(Golden.read(golden)));
    }

    @Test
    void everyPermissionIsInThePolicyExceptForThoseThatOnlyAnEmulatorAsksFor() {
        List<String> granted = AwsPolicy.read(AwsPartition.AWS, AwsAccess.SECURITY_AUDIT).statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .toList();

        assertThat(granted)
                .doesNotHaveDuplicates()
                .noneMatch(action -> action.startsWith("qldb:"))
                .containsExactlyInAnyOrderElementsOf(
                        AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ, PermissionNeed.PLANNED).stream()
                                .map(AwsPermission::action)
                                .toList());
    }

    /** IAM User Guide, Grammar of the IAM JSON policy language. */
    @ParameterizedTest
    @EnumSource(AwsAccess.class)
    void thePolicyKeepsToIamsGrammarAndAllowsNothingButReads(AwsAccess access) throws Exception {
        JsonNode policy = JSON.readTree(PrettyJson.of(AwsPolicy.read(AwsPartition.CHINA, access)));

        assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
        for (JsonNode statement : policy.path("Statement")) {
            assertThat(statement.fieldNames()).toIterable().containsExactly("Sid", "Effect", "Action", "Resource");
            assertThat(statement.path("Sid").asText()).matches("[A-Za-z0-9]+");
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            assertThat(statement.path("Action"))
                    .isNotEmpty()
                    .allSatisfy(action -> assertThat(action.asText())
                            .matches("[a-z0-9-]+:(Get|List|Describe|BatchGet|GET)[A-Za-z0-9]*"));
            assertThat(statement.path("Resource").asText()).matches("\\*|arn:aws-cn:apigateway:\\*::/\\*apis\\*");
        }
        // a managed policy would take 6,144 characters, a role's own policies 10,240 in all
        assertThat(policy.toString()).hasSizeLessThan(6_144);
    }

    @ParameterizedTest
    @EnumSource(AwsPartition.class)
    void theRoleTrustsThePlatformOfItsPartitionWithTheExternalIdOfItsConnector(AwsPartition partition)
            throws Exception {
        JsonNode trust = JSON.readTree(PrettyJson.of(AwsPolicy.trust(partition, PLATFORM, EXTERNAL_ID)));

        assertThat(trust).isEqualTo(JSON.readTree("""
                {"Version": "2012-10-17", "Statement": [{"Sid": "AssumedByCloudConnectors", "Effect": "Allow",
                 "Principal": {"AWS": "arn:%s:iam::999988887777:root"}, "Action": ["sts:AssumeRole"],
                 "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(partition.id(), EXTERNAL_ID)));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void cloudFormationMakesTheRole(AwsSetup setup) throws Exception {
        Map<String, Object> template =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(setup.in(SetupFormat.CLOUDFORMATION));

        JsonNode read = JSON.valueToTree(template);
        assertThat(template.keySet())
                .containsExactlyInAnyOrder("AWSTemplateFormatVersion", "Description", "Resources", "Outputs");
        assertThat(read.path("AWSTemplateFormatVersion").asText()).isEqualTo("2010-09-09");
        assertThat(read.path("Resources").fieldNames()).toIterable().containsExactly("Role");
        JsonNode role = read.at("/Resources/Role");
        assertThat(role.path("Type").asText()).isEqualTo("AWS::IAM::Role");
        JsonNode properties = role.path("Properties");
        assertThat(properties.fieldNames()).toIterable().isSubsetOf(ROLE_PROPERTIES);
        assertThat(properties.path("RoleName").asText()).isEqualTo(setup.roleName());
        assertThat(properties.path("Path").asText()).isEqualTo(setup.rolePath());
        assertThat(properties.path("AssumeRolePolicyDocument")).isEqualTo(json(setup.trustPolicy()));
        assertThat(properties.path("ManagedPolicyArns").valueStream().map(JsonNode::asText))
                .isEqualTo(setup.managedPolicyArns());
        assertThat(properties.path("Policies").size())
                .isEqualTo(setup.policies().size());
        assertThat(properties.at("/Policies/0/PolicyName").asText()).isEqualTo("CloudConnectorRead");
        assertThat(properties.at("/Policies/0/PolicyDocument"))
                .isEqualTo(json(setup.policies().getFirst().document()));
        assertThat(read.at("/Outputs/RoleArn/Value/Fn::GetAtt")).isEqualTo(JSON.readTree("[\"Role\", \"Arn\"]"));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void terraformMakesTheRole(AwsSetup setup) throws Exception {
        String file = setup.in(SetupFormat.TERRAFORM);

        Map<String, Object> read = new HCLParser().parse(file);

        assertThat(read.keySet()).containsExactlyInAnyOrder("terraform", "data", "resource", "output");
        Map<?, ?> resources = (Map<?, ?>) read.get("resource");
        assertThat(resources.keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        setup.managedPolicyArns().isEmpty()
                                ? Set.of("aws_iam_role", "aws_iam_role_policy")
                                : Set.of("aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"));
        assertThat(at(resources, "aws_iam_role", "cloud_connector", "name")).isEqualTo(setup.roleName());
        assertThat(at(resources, "aws_iam_role", "cloud_connector", "path"))
                .isEqualTo(setup.rolePath().replace("${", "$${").replace("%{", "%%{"));
        assertThat(statements(read, "trust")).isEqualTo(expected(setup.trustPolicy()));
        assertThat(statements(read, "read"))
                .isEqualTo(expected(setup.policies().getFirst().document()));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void theAwsCommandLineMakesTheRole(AwsSetup setup) throws Exception {
        String script = setup.in(SetupFormat.AWS_CLI);

        CommandLine.Outcome outcome = new CommandLine(directory).runToItsEnd(script);

        assertThat(outcome.argument("--role-name", "aws", "iam", "create-role")).isEqualTo(setup.roleName());
        assertThat(outcome.argument("--path", "aws", "iam", "create-role")).isEqualTo(setup.rolePath());
        assertThat(JSON.readTree(outcome.argument("--assume-role-policy-document", "aws", "iam", "create-role")))
                .isEqualTo(json(setup.trustPolicy()));
        assertThat(JSON.readTree(outcome.argument("--policy-document", "aws", "iam", "put-role-policy")))
                .isEqualTo(json(setup.policies().getFirst().document()));
        for (String arn : setup.managedPolicyArns()) {
            assertThat(outcome.argument("--policy-arn", "aws", "iam", "attach-role-policy"))
                    .isEqualTo(arn);
        }
    }

    @Test
    void theAwsCommandLineStopsInAnotherAccount() throws Exception {
        String script = Subjects.aws("a").in(SetupFormat.AWS_CLI).replace(ACCOUNT, "210987654321");

        CommandLine.Outcome outcome = new CommandLine(directory).run(script, Map.of());

        assertThat(outcome.status()).isOne();
        assertThat(outcome.output()).contains("210987654321");
        assertThat(outcome.calls()).hasSize(1);
    }

    @Test
    void aRoleThatThereIsKeepsItsNameAndPathUnlessAnotherIsAskedFor() {
        var subject = Subjects.aws("a", "arn:aws-us-gov:iam::123456789012:role/team/reader/CloudReader");

        AwsSetup setup = AwsSetup.of(subject, AwsPartition.US_GOVERNMENT, PLATFORM, null, AwsAccess.SECURITY_AUDIT);

        assertThat(setup.roleName()).isEqualTo("CloudReader");
        assertThat(setup.rolePath()).isEqualTo("/team/reader/");
        assertThat(setup.accountId()).isEqualTo(ACCOUNT);
        assertThat(setup.managedPolicyArns()).containsExactly("arn:aws-us-gov:iam::aws:policy/SecurityAudit");
        assertThat(AwsSetup.of(subject, AwsPartition.US_GOVERNMENT, PLATFORM, "Other", AwsAccess.MINIMAL)
                        .roleName())
                .isEqualTo("Other");
    }

    private static JsonNode json(AwsPolicy policy) throws Exception {
        return JSON.readTree(PrettyJson.of(policy));
    }

    private static Object at(Map<?, ?> map, String... path) {
        Object value = map;
        for (String member : path) {
            value = ((Map<?, ?>) value).get(member);
        }
        return value;
    }

    /** The statements of a policy document of Terraform. */
    private static List<?> statements(Map<String, Object> file, String name) {
        Object statements = at(file, "data", "aws_iam_policy_document", name, "statement");
        return statements instanceof List<?> list ? list : List.of(statements);
    }

    /** How the statements of a policy are written in Terraform. */
    private static List<?> expected(AwsPolicy policy) {
        return policy.statements().stream()
                .map(statement -> {
                    Map<String, Object> block = new HashMap<>();
                    block.put("sid", statement.sid());
                    block.put("effect", statement.effect());
                    block.put("actions", statement.actions());
                    if (statement.resource() != null) {
                        block.put("resources", List.of(statement.resource()));
                    }
                    statement
                            .principal()
                            .forEach((type, id) ->
                                    block.put("principals", Map.of("type", type, "identifiers", List.of(id))));
                    statement
                            .condition()
                            .forEach((test, keys) -> keys.forEach((key, value) -> block.put(
                                    "condition", Map.of("test", test, "variable", key, "values", List.of(value)))));
                    return block;
                })
                .toList();
    }
}
