package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.aws.SessionPacks.Pack;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** What a session may do of what its role may do. */
class SessionPacksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SHORT = 700;

    static Stream<Arguments> partitionsAndLengths() {
        return Arrays.stream(AwsPartition.values())
                .flatMap(partition ->
                        Stream.of(SHORT, SessionPacks.LONGEST_POLICY).map(length -> Arguments.of(partition, length)));
    }

    @ParameterizedTest
    @MethodSource("partitionsAndLengths")
    void theyAllowWhatIsReadAndNothingElseAndFitIntoASessionPolicy(AwsPartition partition, int longest)
            throws IOException {
        List<Pack> packs = SessionPacks.of(partition, longest);

        List<AwsService> services = new ArrayList<>();
        Set<String> allowed = new LinkedHashSet<>();
        for (Pack pack : packs) {
            assertThat(pack.policy()).hasSizeLessThanOrEqualTo(longest);
            services.addAll(pack.services());
            for (JsonNode statement : JSON.readTree(pack.policy()).path("Statement")) {
                assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                assertThat(statement.path("Resource").asText()).matches("\\*|arn:" + partition.id() + ":apigateway:.*");
                statement.path("Action").forEach(action -> allowed.add(action.asText()));
            }
        }
        assertThat(services).containsExactlyInAnyOrder(AwsService.values());
        assertThat(allowed)
                .containsExactlyInAnyOrderElementsOf(
                        AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ, PermissionNeed.FALLBACK)
                                .stream()
                                .map(AwsPermission::action)
                                .toList());
        assertThat(packs.getFirst().services()).contains(AwsService.EC2);
    }

    @Test
    void aSessionMayNotDoWhatItsRoleMayAndNobodyReads() {
        // Given a role that may do everything
        try (CustomerAccount _ = new CustomerAccount("").permitting("*");
                AwsClients clients = new AwsClients(TestConfig.with(Map.of()).aws(), TestConfig.egress())) {
            AwsSessions sessions = AwsSessions.of(
                    clients.client(AwsApi.STS, Region.EU_CENTRAL_1),
                    DefaultCredentialsProvider.builder().build(),
                    new AwsSession.Terms(
                            new RevealedCredential.AwsRole(
                                    "arn:aws:iam::" + CustomerAccount.ID + ":role/CloudConnector", "ext"),
                            "run-1",
                            Duration.ofHours(1)),
                    SessionPacks.of(AwsPartition.COMMERCIAL, SHORT),
                    TestConfig.unhurried(Provider.AWS));
            IamClient iam = clients.client(AwsApi.IAM, Region.AWS_GLOBAL);

            // Then its session lists users,
            AwsCredentials ofIam = sessions.of(AwsService.IAM).credentials();
            assertThat(iam.listUsers(r -> r.overrideConfiguration(AwsSession.signing(ofIam)))
                            .users())
                    .isNotEmpty();
            // deletes no role,
            assertThatThrownBy(() -> iam.deleteRole(
                            r -> r.roleName("CloudConnector").overrideConfiguration(AwsSession.signing(ofIam))))
                    .hasMessageContaining("because no session policy allows the iam:DeleteRole action");
            // and one of other services lists no users
            AwsCredentials ofEks = sessions.of(AwsService.EKS).credentials();
            assertThatThrownBy(() -> iam.listUsers(r -> r.overrideConfiguration(AwsSession.signing(ofEks))))
                    .hasMessageContaining("because no session policy allows the iam:ListUsers action");
        }
    }
}
