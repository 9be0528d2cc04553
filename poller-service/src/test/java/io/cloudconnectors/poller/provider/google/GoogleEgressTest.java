package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.resourcemanager.v3.GetProjectRequest;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.pace.Quota;
import io.cloudconnectors.poller.provider.Elsewhere;
import io.cloudconnectors.poller.provider.OneAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own libraries, over the HTTP client that they have in a poller. */
class GoogleEgressTest {
    private Elsewhere elsewhere;

    @BeforeEach
    void listen() throws IOException {
        elsewhere = new Elsewhere();
    }

    @AfterEach
    void stop() throws IOException {
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (OneAnswer cloud = OneAnswer.redirect(status, elsewhere.uri("/"));
                GoogleClients clients = clientsAt(cloud)) {
            assertThatThrownBy(() -> get(clients.tokenTransport(), cloud.endpoint() + "/token"))
                    .hasMessageContaining(Integer.toString(status));
            assertThatThrownBy(() -> clients.calls()
                            .answer(
                                    unhurried(),
                                    () -> clients.projects()
                                            .getProjectCallable()
                                            .futureCall(
                                                    GetProjectRequest.newBuilder()
                                                            .setName("projects/p")
                                                            .build(),
                                                    GoogleClients.bearing("token"))))
                    .isInstanceOf(CallFailed.class);

            elsewhere.assertSawNothing();
        }
    }

    @Test
    void whatAKeyFileSaysOfOtherPlacesIsNotHeard() throws Exception {
        // Given a key whose file names our own network for everything
        try (CustomerProject customer = new CustomerProject()
                .withKeyFile(text -> text.replaceAll(
                        "\"https://[^\"]*\"", Matcher.quoteReplacement("\"" + elsewhere.uri("/token") + "\"")))) {

            // When
            assertThat(customer.look().slices()).isNotEmpty();

            // Then
            elsewhere.assertSawNothing();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://oauth2.googleapis.com/token, true",
        "https://cloudasset.googleapis.com/v1, true",
        "https://googleapis.com.example/, false",
        "https://metadata.google.internal/computeMetadata/v1/, false",
        "http://cloudasset.googleapis.com/v1, false",
    })
    void noOtherHostIsAskedAndNoAddressOfOurNetworkConnectedTo(String url, boolean asked) {
        boolean[] resolved = {false};
        try (GoogleClients clients = clients(Map.of(), host -> {
            resolved[0] = true;
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.2")};
        })) {
            assertThatThrownBy(() -> get(clients.tokenTransport(), url)).matches(EgressRefused::in);

            assertThat(resolved[0]).isEqualTo(asked);
        }
    }

    /** A run that has all the time there is. */
    static Calls.Paced unhurried() {
        return new Calls.Paced(TestConfig.unhurried(Provider.GCP), new Quota("project", "cloudresourcemanager", ""));
    }

    private static void get(HttpTransport transport, String url) throws IOException {
        var _ = transport
                .createRequestFactory()
                .buildGetRequest(new GenericUrl(url))
                .execute();
    }

    private static GoogleClients clientsAt(OneAnswer cloud) {
        return clients(Map.of("poller.google.endpoint", cloud.endpoint().toString()), InetAddress::getAllByName);
    }

    private static GoogleClients clients(Map<String, String> settings, Egress.Resolver resolver) {
        PollerConfig config = TestConfig.with(settings);
        return new GoogleClients(config.google(), TestConfig.egress(resolver));
    }
}
