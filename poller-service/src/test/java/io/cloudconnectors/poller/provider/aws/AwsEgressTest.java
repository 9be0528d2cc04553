package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.provider.Elsewhere;
import io.cloudconnectors.poller.provider.OneAnswer;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** The SDK's own clients, over the HTTP client that they have in a poller. */
class AwsEgressTest {
    private static final AwsBasicCredentials SESSION = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

    private Elsewhere elsewhere;

    @BeforeEach
    void listen() throws IOException {
        elsewhere = new Elsewhere();
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty("aws.endpointUrl");
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (OneAnswer cloud = OneAnswer.redirect(status, elsewhere.uri("/"));
                AwsClients clients = clientsAt(cloud)) {
            assertThatThrownBy(() -> describeVpcs(clients, Region.EU_CENTRAL_1)).isInstanceOf(SdkException.class);

            assertThat(cloud.asked()).isPositive();
            elsewhere.assertSawNothing();
        }
    }

    @Test
    void aBucketThatIsElsewhereIsNotLookedForThere() throws IOException {
        String body = "<Error><Code>PermanentRedirect</Code><Endpoint>%s</Endpoint><Bucket>b</Bucket></Error>"
                .formatted(elsewhere.uri("").getAuthority());
        Map<String, String> headers = Map.of(
                "Location", elsewhere.uri("/b").toString(),
                "x-amz-bucket-region", "ap-south-1",
                "Content-Type", "application/xml");
        try (OneAnswer cloud = new OneAnswer(301, headers, body);
                AwsClients clients = clientsAt(cloud)) {
            assertThatThrownBy(() -> clients.client(AwsApi.S3, Region.US_EAST_1)
                            .getBucketLocation(r -> r.bucket("b").overrideConfiguration(AwsSession.signing(SESSION))))
                    .isInstanceOf(SdkException.class)
                    .hasMessageContaining("301");

            elsewhere.assertSawNothing();
        }
    }

    /** Whose name server is deceived: the client connects with what our resolver says, and that says no. */
    @ParameterizedTest
    @CsvSource({"eu-central-1, 127.0.0.2", "us-gov-west-1, 169.254.169.254", "cn-north-1, 10.0.0.1"})
    void aNameOfAwsThatLeadsIntoOurNetworkIsNotConnectedTo(String region, String address) throws Exception {
        try (AwsClients clients = new AwsClients(TestConfig.with(Map.of()).aws(), TestConfig.egress(host ->
                new InetAddress[] {InetAddress.ofLiteral(address)}))) {
            assertThatThrownBy(() -> describeVpcs(clients, Region.of(region))).satisfies(failure -> {
                assertThat(EgressRefused.in(failure)).isTrue();
                Symptom symptom = Symptom.of((SdkException) failure);
                assertThat(AwsReasons.code(symptom, Step.REGIONAL)).isEqualTo(ReasonCode.PROVIDER_ERROR);
                assertThat(symptom.errorCode()).isEqualTo(EgressRefused.CODE);
            });
        }
    }

    @Test
    void noProxyOfTheEnvironmentIsUsed() throws IOException {
        System.setProperty("http.proxyHost", "127.0.0.2");
        System.setProperty("http.proxyPort", Integer.toString(elsewhere.uri("").getPort()));
        System.setProperty("http.nonProxyHosts", "");
        try (OneAnswer cloud = new OneAnswer(403, Map.of(), "");
                AwsClients clients = clientsAt(cloud)) {
            assertThatThrownBy(() -> describeVpcs(clients, Region.EU_CENTRAL_1)).isInstanceOf(SdkException.class);

            assertThat(cloud.asked()).isPositive();
            elsewhere.assertSawNothing();
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
            System.clearProperty("http.nonProxyHosts");
        }
    }

    private static AwsClients clientsAt(OneAnswer cloud) {
        System.setProperty("aws.endpointUrl", cloud.endpoint().toString());
        return new AwsClients(
                TestConfig.with(Map.of("poller.aws.max-attempts", "1")).aws(), TestConfig.egress());
    }

    private static void describeVpcs(AwsClients clients, Region region) {
        var _ = clients.client(AwsApi.EC2, region)
                .describeVpcs(r -> r.overrideConfiguration(AwsSession.signing(SESSION)));
    }
}
