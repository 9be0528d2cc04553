package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Azure: signs in as the customer's application, and makes sure that the subscription is one of its tenant. */
@ApplicationScoped
class AzureProvider implements CloudProvider {
    private static final String READ_SUBSCRIPTION = AzurePermission.SUBSCRIPTION_READ.action();
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final AzureClients clients;
    private final InstantSource clock;

    AzureProvider(PollerConfig config, InstantSource clock, EgressWatch egress) {
        this.clients = new AzureClients(config.azure(), clock, egress);
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.AZURE;
    }

    @Override
    public List<String> permissions() {
        return Arrays.stream(AzureCheck.values()).map(AzureCheck::permission).toList();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return AzureCatalogue.entries().stream().map(AzureSource::described).toList();
    }

    @Override
    public SignIn signIn(Visit visit) throws InterruptedException {
        RunRequest request = visit.request();
        RevealedCredential credential = visit.credential();
        RunSettings.Azure settings = request.settings().azure();
        RevealedCredential.AzureClientSecret secret = credential.azure();
        if (settings == null || secret == null) {
            throw new IllegalStateException("The request and its credential are not both of Azure");
        }
        if (!settings.directoryId().equals(secret.directoryId())) {
            throw new IllegalStateException("The request and its credential are not of one directory");
        }
        // They become part of a path; a domain's name in the place of a tenant would be looked up.
        if (!GUID.matcher(settings.directoryId()).matches()
                || !GUID.matcher(settings.subscriptionId()).matches()) {
            throw new IllegalStateException("Directory and subscription of a request are lower-case GUIDs");
        }
        return identify(visit, clients.open(settings, secret, visit.pace()), settings);
    }

    /** The first call: Entra ID is asked for the token that it needs. */
    private SignIn identify(Visit visit, AzureClients.Session session, RunSettings.Azure settings)
            throws InterruptedException {
        String tenant;
        try {
            tenant = session.resources()
                    .subscriptionClient()
                    .getSubscriptions()
                    .get(settings.subscriptionId())
                    .tenantId();
        } catch (RuntimeException e) {
            return new SignIn.Refused(
                    AzureReasons.reason(Symptom.of(e), Step.SUBSCRIPTION, READ_SUBSCRIPTION, clock.instant()),
                    session.signedIn().get());
        }
        Instant identifiedAt = Objects.requireNonNull(session.signedIn().get(), "An answer without a token");
        return settings.directoryId().equalsIgnoreCase(tenant)
                ? new SignIn.Accepted(new AzureSubscription(visit, session, clock), identifiedAt)
                : new SignIn.Refused(
                        new Reason(ReasonCode.ACCOUNT_MISMATCH, null, null, tenant, clock.instant()), identifiedAt);
    }

    @PreDestroy
    void close() {
        clients.close();
    }
}
