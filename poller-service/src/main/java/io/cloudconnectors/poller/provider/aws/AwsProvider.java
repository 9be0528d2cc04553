package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.EgressWatch;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.Visit;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS: assumes the customer's role with its External ID, and makes sure that it leads to the account it should. */
@ApplicationScoped
class AwsProvider implements CloudProvider {
    private static final Logger LOG = Logger.getLogger(AwsProvider.class);

    /** STS is off in that region for the customer's account, or the platform's own is not known there. */
    private static final Set<String> OTHER_REGION_MAY_DO = Set.of("RegionDisabledException", "InvalidClientTokenId");

    private final AwsClients clients;
    private final DefaultCredentialsProvider platform;
    private final Duration sessionDuration;
    private final InstantSource clock;

    AwsProvider(PollerConfig config, InstantSource clock, EgressWatch egress) {
        this.clients = new AwsClients(config.aws(), egress);
        this.platform = DefaultCredentialsProvider.builder().build();
        this.sessionDuration = config.aws().sessionDuration();
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.AWS;
    }

    @Override
    public List<String> permissions() {
        return AwsCheck.all().stream().map(AwsCheck::name).toList();
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return AwsCatalogue.resourceTypes();
    }

    @Override
    public SignIn signIn(Visit visit) throws InterruptedException {
        RunRequest request = visit.request();
        RevealedCredential credential = visit.credential();
        RunSettings.Aws settings = request.settings().aws();
        RevealedCredential.AwsRole role = credential.aws();
        if (settings == null || role == null) {
            throw new IllegalStateException("The request and its credential are not both of AWS");
        }
        AwsPartition partition = AwsPartition.of(settings.partition());
        AwsSession.Terms terms = new AwsSession.Terms(role, request.runId().toString(), sessionDuration);
        AwsCredentials own;
        try {
            own = platform.resolveCredentials();
        } catch (SdkException e) {
            LOG.errorf(
                    "The platform has no AWS identity; runs of AWS connectors fail until it has: %s", e.getMessage());
            return new SignIn.Refused(reason(ReasonCode.PLATFORM_ERROR, "sts:AssumeRole"), null);
        }
        return assume(
                new Entrance(terms, own, settings, partition, visit::denied, visit.pace()),
                stsRegions(settings, partition));
    }

    /** With what, and into what, we go. */
    private record Entrance(
            AwsSession.Terms terms,
            AwsCredentials own,
            RunSettings.Aws settings,
            AwsPartition partition,
            AwsSlice.Known known,
            Pace pace) {}

    /** The nearest first; then one that cannot be switched off. */
    private static List<Region> stsRegions(RunSettings.Aws settings, AwsPartition partition) {
        return Stream.concat(settings.regions().stream().limit(1).map(Region::of), Stream.of(partition.home()))
                .distinct()
                .toList();
    }

    private SignIn assume(Entrance entrance, List<Region> regions) throws InterruptedException {
        StsClient sts = clients.client(AwsApi.STS, regions.getFirst());
        AwsSessions sessions = AwsSessions.of(
                sts,
                StaticCredentialsProvider.create(entrance.own()),
                entrance.terms(),
                SessionPacks.of(entrance.partition(), SessionPacks.LONGEST_POLICY),
                entrance.pace());
        AwsCredentials session;
        try {
            session = sessions.first().credentials();
        } catch (SdkException e) {
            Symptom symptom = Symptom.of(e);
            if (regions.size() > 1 && OTHER_REGION_MAY_DO.contains(String.valueOf(symptom.errorCode()))) {
                return assume(entrance, regions.subList(1, regions.size()));
            }
            return new SignIn.Refused(
                    AwsReasons.reason(symptom, Step.ASSUME_ROLE, "sts:AssumeRole", clock.instant()), null);
        }
        return identify(entrance, sts, sessions, session);
    }

    private SignIn identify(Entrance entrance, StsClient sts, AwsSessions sessions, AwsCredentials session)
            throws InterruptedException {
        Instant identifiedAt = clock.instant();
        String reached;
        try {
            reached = sts.getCallerIdentity(r -> r.overrideConfiguration(AwsSession.signing(session)))
                    .account();
        } catch (SdkException e) {
            return new SignIn.Refused(
                    AwsReasons.reason(Symptom.of(e), Step.GLOBAL, "sts:GetCallerIdentity", clock.instant()),
                    identifiedAt);
        }
        RunSettings.Aws settings = entrance.settings();
        return settings.accountId().equals(reached)
                ? new SignIn.Accepted(
                        new AwsAccount(settings, entrance.partition(), clients, sessions, entrance.known(), clock),
                        identifiedAt)
                : new SignIn.Refused(reason(ReasonCode.ACCOUNT_MISMATCH, reached), identifiedAt);
    }

    private Reason reason(ReasonCode code, String subject) {
        return new Reason(code, null, null, subject, clock.instant());
    }

    @PreDestroy
    void close() {
        clients.close();
        platform.close();
    }
}
