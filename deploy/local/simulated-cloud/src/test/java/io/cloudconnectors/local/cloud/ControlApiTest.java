package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The simulator's own API: what tests and the demo do beside calling AWS. */
class ControlApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunningCloud running;

    @BeforeEach
    void start() {
        running = RunningCloud.withOneAccount();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void anAdministratorsKeyWorks() throws Exception {
        JsonNode key = JSON.readTree(ok(running.control("GET", "accounts/111122223333/admin", null)));
        AwsCredentials admin = AwsBasicCredentials.create(
                key.get("accessKeyId").asText(), key.get("secretAccessKey").asText());

        assertThat(running.clients
                        .iam(admin)
                        .getRole(r -> r.roleName("CloudConnector"))
                        .role()
                        .arn())
                .isEqualTo(RunningCloud.ROLE);
    }

    @Test
    void theSessionsOfAnAccountCanBeLookedUp() throws Exception {
        AwsCredentials session = running.session();

        JsonNode sessions = JSON.readTree(ok(running.control("GET", "accounts/111122223333/sessions", null)));

        assertThat(sessions)
                .anySatisfy(found ->
                        assertThat(found.get("secretAccessKey").asText()).isEqualTo(session.secretAccessKey()));
        assertThat(running.control("GET", "accounts/999900001111/sessions", null)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void resourcesAppearChangeAndVanish() throws Exception {
        AwsCredentials session = running.session();
        try (Ec2Client ec2 = running.clients.ec2(session)) {
            put("{regions: {eu-central-1: {instances: [{name: a, type: t3.small}, {name: b}]}}}");
            Instance a = only(ec2, "a");
            assertThat(a.instanceTypeAsString()).isEqualTo("t3.small");

            put("{regions: {eu-central-1: {instances: [{name: b}, {name: c}, {name: a, type: t3.large}]}}}");
            assertThat(only(ec2, "a").instanceId()).isEqualTo(a.instanceId());
            assertThat(only(ec2, "a").instanceTypeAsString()).isEqualTo("t3.large");

            put("{}");
            assertThat(ec2.describeInstances().reservations()).isEmpty();
        }
    }

    @Test
    void whatIsReadCanBeWrittenBack() throws Exception {
        put("""
                buckets: [{name: one, region: eu-west-1}]
                users: [{name: anna, path: /people/, tags: {team: a}}]
                regions:
                  eu-central-1:
                    vpcs: [{name: main}]
                    securityGroups: [{name: web, ingress: [{protocol: tcp, fromPort: 443, toPort: 443, cidr: 0.0.0.0/0}]}]
                    instances: [{name: a, publicIp: 198.51.100.1}]
                    volumes: [{name: v, attachedTo: i-1}]
                """);
        String read = ok(running.control("GET", "accounts/111122223333/resources", null));

        assertThat(ok(running.control("PUT", "accounts/111122223333/resources", read)))
                .isEqualTo(read);
        assertThat(JSON.readTree(ok(running.control("GET", "accounts/111122223333", null)))
                        .get("counts")
                        .toString())
                .isEqualTo("{\"AWS::EC2::Instance\":1,\"AWS::EC2::SecurityGroup\":1,\"AWS::EC2::VPC\":1,"
                        + "\"AWS::EC2::Volume\":1,\"AWS::IAM::Role\":1,\"AWS::IAM::User\":1,\"AWS::S3::Bucket\":1}");
    }

    @Test
    void anAccountCanComeAndGo() {
        assertThat(running.control("POST", "accounts", "{id: '222233334444', alias: new}")
                        .statusCode())
                .isEqualTo(201);
        AwsCredentials admin = running.admin("222233334444");
        assertThat(running.clients.sts(admin).getCallerIdentity().account()).isEqualTo("222233334444");

        assertThat(running.control("DELETE", "accounts/222233334444", null).statusCode())
                .isEqualTo(204);

        refused(() -> running.clients.sts(admin).getCallerIdentity(), 403, "InvalidClientTokenId");
        assertThat(running.control("GET", "accounts/222233334444", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theLogSaysWhoAskedForWhat() throws Exception {
        AwsCredentials session = running.session();
        running.clients.ec2(session).describeVpcs();
        refused(
                () -> running.clients
                        .sts(running.platform())
                        .assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                                .roleSessionName("run-2")
                                .externalId("wrong")),
                403,
                "AccessDenied");

        JsonNode all = JSON.readTree(ok(running.control("GET", "calls?account=111122223333", null)));
        JsonNode vpcs = JSON.readTree(ok(running.control("GET", "calls?action=DescribeVpcs&session=run-1", null)));
        JsonNode denied = JSON.readTree(ok(running.control("GET", "calls?session=run-2", null)));

        assertThat(all.findValuesAsText("action")).containsExactly("AssumeRole", "DescribeVpcs", "AssumeRole");
        assertThat(vpcs).hasSize(1);
        assertThat(vpcs.get(0).get("accessKeyId").asText()).isEqualTo(session.accessKeyId());
        assertThat(vpcs.get(0).get("region").asText()).isEqualTo(Clients.REGION);
        assertThat(vpcs.get(0).get("status").asInt()).isEqualTo(200);
        assertThat(denied.get(0).get("error").asText()).isEqualTo("AccessDenied");
        assertThat(denied.get(0).get("accessKeyId").asText())
                .isEqualTo(running.platform.key().id());
        int after = vpcs.get(0).get("number").asInt();
        assertThat((ArrayNode) JSON.readTree(ok(running.control("GET", "calls?after=" + after, null))))
                .hasSize(1);
    }

    @Test
    void neitherLogNorAccountsHoldASecret() {
        AwsCredentials session = running.session();
        running.clients.ec2(session).describeVpcs();

        String everything = ok(running.control("GET", "calls", null))
                + ok(running.control("GET", "accounts", null))
                + ok(running.control("GET", "accounts/111122223333/roles", null))
                + ok(running.control("GET", "accounts/111122223333/resources", null))
                + running.platform
                + running.cloud.accounts().administrator(RunningCloud.ACCOUNT);

        assertThat(everything)
                .doesNotContain(
                        session.secretAccessKey(), running.platform.key().secret())
                .doesNotContain(((AwsSessionCredentials) session).sessionToken());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no YAML | {id: | Not YAML",
                "a short id | {id: '1234'} | 12 digits",
                "an unknown field | {id: '222233334444', colour: red} | colour",
                "an unknown partition | {id: '222233334444', partition: moon} | No partition moon",
                "an unknown status | {id: '222233334444', regions: {eu-west-1: maybe}} | No opt-in status maybe",
                "a list | [1] | fields of an account",
                "an unknown policy | {id: '222233334444', roles: [{name: A, managedPolicies: [All]}]} | No managed policy All",
                "a bad trust | {id: '222233334444', roles: [{name: A, trust: {Statement: []}}]} | Syntax errors",
                "two of a name | {id: '222233334444', resources: {regions: {r: {vpcs: [{name: a}, {name: a}]}}}} | Two resources"
            })
    void anAccountThatCannotBeIsRefusedWithTheReason(String name, String yaml, String reason) {
        HttpResponse<String> answer = running.control("POST", "accounts", yaml);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
        assertThat(running.cloud.accounts().find("222233334444")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, nothing",
        "GET, accounts/000000000000",
        "GET, accounts/000000000000/admin",
        "PUT, accounts/000000000000/resources",
        "GET, accounts/111122223333/secrets",
        "PATCH, faults",
        "DELETE, faults/99"
    })
    void whatDoesNotExistIsNotFound(String method, String path) {
        assertThat(running.control(method, path, "{}").statusCode()).isEqualTo(404);
    }

    private void put(String resources) {
        ok(running.control("PUT", "accounts/111122223333/resources", resources));
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Instance only(Ec2Client ec2, String name) {
        return ec2.describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance ->
                        instance.tags().stream().anyMatch(tag -> tag.value().equals(name)))
                .findFirst()
                .orElseThrow();
    }
}
