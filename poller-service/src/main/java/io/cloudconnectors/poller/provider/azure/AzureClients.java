package io.cloudconnectors.poller.provider.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resources.ResourceManager;
import io.cloudconnectors.contracts.RevealedCredential.AzureClientSecret;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.poller.PollerConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the clients of a run over the one HTTP client of all. What a run signs in with, tokens included, ends with it. */
final class AzureClients {
    private final PollerConfig.Azure config;
    private final HttpClient http;
    private final Patience patience;
    private final InstantSource clock;

    AzureClients(PollerConfig.Azure config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.patience = new Patience(config, clock);
        var transport = java.net.http.HttpClient.newBuilder().version(java.net.http.HttpClient.Version.HTTP_1_1);
        config.caFile().map(Path::of).map(TrustedAuthorities::with).ifPresent(transport::sslContext);
        this.http = new JdkHttpClientBuilder(transport)
                .connectionTimeout(config.connectTimeout())
                .responseTimeout(config.attemptTimeout())
                .readTimeout(config.attemptTimeout())
                .build();
    }

    /**
     * Clients of one run.
     *
     * @param signedIn when Entra ID gave the first token; holds null until it has
     */
    record Session(
            String subscription,
            ResourceManager resources,
            ResourceGraphManager graph,
            Patience patience,
            AtomicReference<@Nullable Instant> signedIn) {}

    Session open(RunSettings.Azure settings, AzureClientSecret secret) {
        AzureEndpoints endpoints = AzureEndpoints.of(settings.cloud(), config);
        AzureProfile profile =
                new AzureProfile(settings.directoryId(), settings.subscriptionId(), endpoints.environment());
        AtomicReference<@Nullable Instant> signedIn = new AtomicReference<>();
        TokenCredential credential = credential(settings, secret, endpoints);
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(http)
                .policies(
                        new RequestIdPolicy(),
                        new RetryPolicy(patience),
                        new ArmChallengeAuthenticationPolicy(noting(credential, signedIn), endpoints.scope()))
                .build();
        return new Session(
                settings.subscriptionId(),
                ResourceManager.authenticate(pipeline, profile).withSubscription(settings.subscriptionId()),
                ResourceGraphManager.authenticate(pipeline, profile),
                patience,
                signedIn);
    }

    /** The same, noting when the first token came. */
    private TokenCredential noting(TokenCredential credential, AtomicReference<@Nullable Instant> first) {
        return context -> credential.getToken(context).doOnNext(_ -> first.compareAndSet(null, clock.instant()));
    }

    private TokenCredential credential(RunSettings.Azure settings, AzureClientSecret secret, AzureEndpoints endpoints) {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(settings.directoryId())
                .clientId(secret.applicationId())
                .clientSecret(secret.authenticationKey())
                .authorityHost(endpoints.authorityHost())
                .httpClient(http)
                .retryPolicy(new RetryPolicy(patience));
        return (endpoints.replaced() ? builder.disableInstanceDiscovery() : builder).build();
    }
}
