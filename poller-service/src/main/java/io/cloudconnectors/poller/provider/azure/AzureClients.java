package io.cloudconnectors.poller.provider.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
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
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.pace.Pace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the clients of a run over the one HTTP client of all. What a run signs in with, tokens included, ends with it. */
final class AzureClients implements AutoCloseable {
    private final PollerConfig.Azure config;
    private final AzureTransports transports;
    private final Patience patience;
    private final InstantSource clock;

    AzureClients(PollerConfig.Azure config, InstantSource clock, EgressWatch egress) {
        this.config = config;
        this.clock = clock;
        this.patience = new Patience(config, clock);
        this.transports = new AzureTransports(config, egress);
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
            AtomicReference<@Nullable Instant> signedIn) {}

    Session open(RunSettings.Azure settings, AzureClientSecret secret, Pace pace) {
        AzureEndpoints endpoints = AzureEndpoints.of(settings.cloud(), config);
        AzureProfile profile =
                new AzureProfile(settings.directoryId(), settings.subscriptionId(), endpoints.environment());
        AtomicReference<@Nullable Instant> signedIn = new AtomicReference<>();
        AzureTransport signIn = transports.of(settings.cloud());
        TokenCredential credential = credential(settings, secret, endpoints, pace, signIn);
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(transports.of(settings.cloud()))
                .policies(
                        new RequestIdPolicy(),
                        new RetryPolicy(patience),
                        new ArmChallengeAuthenticationPolicy(noting(credential, signedIn, signIn), endpoints.scope()),
                        PacePolicy.ofResourceManager(
                                pace,
                                patience,
                                settings.subscriptionId(),
                                settings.directoryId() + '/' + secret.applicationId()))
                .build();
        return new Session(
                settings.subscriptionId(),
                ResourceManager.authenticate(pipeline, profile).withSubscription(settings.subscriptionId()),
                ResourceGraphManager.authenticate(pipeline, profile),
                signedIn);
    }

    /**
     * The same, noting when the first token came. MSAL asks for it on threads of its own: when nobody waits for it any
     * more, the exchange is ended here.
     */
    private TokenCredential noting(
            TokenCredential credential, AtomicReference<@Nullable Instant> first, AzureTransport signIn) {
        return context -> credential
                .getToken(context)
                .doOnNext(_ -> first.compareAndSet(null, clock.instant()))
                .doOnCancel(signIn::abort);
    }

    private TokenCredential credential(
            RunSettings.Azure settings,
            AzureClientSecret secret,
            AzureEndpoints endpoints,
            Pace pace,
            AzureTransport signIn) {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(settings.directoryId())
                .clientId(secret.applicationId())
                .clientSecret(secret.authenticationKey())
                .authorityHost(endpoints.authorityHost())
                .httpClient(signIn)
                .retryPolicy(new RetryPolicy(patience))
                .addPolicy(PacePolicy.ofEntra(pace, patience, settings.directoryId()));
        return (endpoints.replaced() ? builder.disableInstanceDiscovery() : builder).build();
    }

    @Override
    public void close() {
        transports.close();
    }
}
