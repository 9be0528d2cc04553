package io.cloudconnectors.poller.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.ResourceManager;
import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.provider.Elsewhere;
import io.cloudconnectors.poller.provider.OneAnswer;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SDK's own paging and pipeline, over the HTTP client that they have in a poller. */
class AzureEgressTest {
    private Elsewhere elsewhere;

    @BeforeEach
    void listen() throws IOException {
        elsewhere = new Elsewhere();
    }

    @AfterEach
    void stop() throws IOException {
        elsewhere.close();
    }

    @Test
    void aNextPageThatIsElsewhereIsNotAskedFor() throws Exception {
        String page = """
                {"value": [], "nextLink": "%s"}""".formatted(elsewhere.uri("/subscriptions?$skiptoken=x"));
        try (OneAnswer cloud = OneAnswer.json(page)) {
            // Given a first page
            ListedPages<?> pages = listedAt(cloud);
            assertThat(pages.next().next())
                    .isEqualTo(elsewhere.uri("/subscriptions?$skiptoken=x").toString());

            // When, then
            assertThatThrownBy(pages::next).isInstanceOf(RuntimeException.class).satisfies(failure -> {
                Symptom symptom = Symptom.of((RuntimeException) failure);
                assertThat(AzureReasons.code(symptom, Step.CONTENT)).isEqualTo(ReasonCode.PROVIDER_ERROR);
                assertThat(symptom.errorCode()).isEqualTo(EgressRefused.CODE);
            });
            elsewhere.assertSawNothing();
        }
    }

    @ParameterizedTest
    @CsvSource({"301, true", "302, false", "307, true", "308, false"})
    void aRedirectIsAnAnswerLikeOthers(int status, boolean waiting) throws IOException {
        try (OneAnswer cloud = OneAnswer.redirect(status, elsewhere.uri("/"))) {
            HttpRequest request = new HttpRequest(HttpMethod.GET, cloud.endpoint() + "/x");
            HttpClient http = httpAt(cloud, InetAddress::getAllByName);

            var answer = waiting
                    ? http.sendSync(request, Context.NONE)
                    : http.send(request).block();

            assertThat(answer).extracting(a -> a.getStatusCode()).isEqualTo(status);
            elsewhere.assertSawNothing();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://management.azure.com/x, true",
        "PUBLIC, https://management.chinacloudapi.cn/x, false",
        "PUBLIC, https://attacker.blob.core.windows.net/x, false",
        "US_GOVERNMENT, https://management.usgovcloudapi.net/x, true",
        "US_GOVERNMENT, https://management.azure.com/x, false",
        "CHINA, https://login.chinacloudapi.cn/x, true",
        "CHINA, https://login.microsoftonline.com/x, false",
    })
    void eachCloudHasItsOwnHostsAlone(AzureCloud cloud, String url, boolean asked) {
        // Given a name server that leads all names into our network: who asks it is about to connect
        boolean[] resolved = {false};
        HttpClient http = new AzureTransports(TestConfig.with(Map.of()).azure(), TestConfig.egress(host -> {
                    resolved[0] = true;
                    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.2")};
                }))
                .of(cloud);

        assertThatThrownBy(() -> http.sendSync(new HttpRequest(HttpMethod.GET, url), Context.NONE))
                .matches(EgressRefused::in);

        assertThat(resolved[0]).isEqualTo(asked);
    }

    private static ListedPages<?> listedAt(OneAnswer cloud) {
        AzureEnvironment environment =
                new AzureEnvironment(Map.of("resourceManagerEndpointUrl", cloud.endpoint() + "/"));
        PollerConfig.Azure config = configAt(cloud);
        var pipeline = new HttpPipelineBuilder()
                .httpClient(httpAt(cloud, InetAddress::getAllByName))
                .policies(new RetryPolicy(new Patience(config, InstantSource.system())))
                .build();
        String subscription = UUID.randomUUID().toString();
        var resources = ResourceManager.authenticate(
                        pipeline, new AzureProfile(UUID.randomUUID().toString(), subscription, environment))
                .withSubscription(subscription);
        return new ListedPages<>(
                resources.serviceClient().getResources().list(null, null, null, Context.NONE), AzureRows::listed);
    }

    private static HttpClient httpAt(OneAnswer cloud, Egress.Resolver resolver) {
        return new AzureTransports(configAt(cloud), TestConfig.egress(resolver)).of(AzureCloud.PUBLIC);
    }

    private static PollerConfig.Azure configAt(OneAnswer cloud) {
        return TestConfig.with(Map.of(
                        "poller.azure.resource-manager-endpoint",
                        cloud.endpoint().toString()))
                .azure();
    }
}
