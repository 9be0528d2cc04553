package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * AWS. Assumes the customer's role with the connector's External ID, at the partition's regional STS.
 * The session is named after the run, so that customers find it in CloudTrail.
 */
@ApplicationScoped
class AwsProvider implements CloudProvider {
    private final AwsClients clients;
    private final AwsFailures failures;
    private final InstantSource clock;
    private final int sessionSeconds;

    AwsProvider(AwsClients clients, PollerConfig config, InstantSource clock) {
        this.clients = clients;
        this.failures = new AwsFailures(clock);
        this.clock = clock;
        this.sessionSeconds = Math.toIntExact(config.aws().sessionDuration().toSeconds());
    }

    @Override
    public Provider provider() {
        return Provider.AWS;
    }

    @Override
    public SignIn signIn(RunRequest request, RevealedCredential credential) throws InterruptedException {
        RunSettings.Aws settings = Objects.requireNonNull(request.settings().aws(), "settings.aws");
        RevealedCredential.AwsRole role = Objects.requireNonNull(credential.aws(), "credential.aws");
        Region region = stsRegion(settings);
        StaticCredentialsProvider session;
        try {
            session = assume(role, request, region);
        } catch (SdkException e) {
            return new SignIn.Refused(failures.assumingRole(e));
        }
        try {
            String reached = clients.sts(region)
                    .getCallerIdentity(r -> r.overrideConfiguration(o -> o.credentialsProvider(session)))
                    .account();
            if (!settings.accountId().equals(reached)) {
                return new SignIn.Refused(
                        new Reason(ReasonCode.ACCOUNT_MISMATCH, null, null, reached, clock.instant()));
            }
        } catch (SdkException e) {
            return new SignIn.Refused(failures.calling(e, "sts:GetCallerIdentity"));
        }
        return new SignIn.Accepted(new AwsAccount(clients, failures, clock, session, settings));
    }

    private StaticCredentialsProvider assume(RevealedCredential.AwsRole role, RunRequest request, Region region) {
        Credentials session = clients.sts(region)
                .assumeRole(r -> r.roleArn(role.roleArn())
                        .externalId(role.externalId())
                        .roleSessionName(request.runId().toString())
                        .durationSeconds(sessionSeconds))
                .credentials();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    /**
     * A regional STS endpoint that is always on: STS refuses a region that the caller's own account, the platform's, has
     * not enabled, so a region that only the customer opted in to would not do.
     */
    private static Region stsRegion(RunSettings.Aws settings) {
        return Partition.of(settings.partition()).home();
    }
}
