package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.RevealedCredential;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A session in the customer's account for the time of one run, renewed when it expires before the run's end. */
final class AwsSession {
    private final StsClient sts;
    private final AwsCredentialsProvider platform;
    private final Terms terms;
    private volatile AwsCredentials credentials;

    /**
     * What is asked of STS.
     *
     * @param name the run id: the customer finds it in CloudTrail as the role session name
     */
    record Terms(RevealedCredential.AwsRole role, String name, Duration duration) {}

    /**
     * Assumes the role.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when STS refuses or cannot be asked
     */
    AwsSession(StsClient sts, AwsCredentialsProvider platform, Terms terms) {
        this.sts = sts;
        this.platform = platform;
        this.terms = terms;
        this.credentials = assume();
    }

    AwsCredentials credentials() {
        return credentials;
    }

    /** Assumes the role again, unless another slice has done so since these credentials were given out. */
    synchronized void renew(AwsCredentials expired) {
        if (expired.equals(credentials)) {
            credentials = assume();
        }
    }

    private AwsCredentials assume() {
        Credentials session = sts.assumeRole(r -> r.roleArn(terms.role().roleArn())
                        .externalId(terms.role().externalId())
                        .roleSessionName(terms.name())
                        .durationSeconds(Math.toIntExact(terms.duration().toSeconds()))
                        .overrideConfiguration(o -> o.credentialsProvider(platform)))
                .credentials();
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    static Consumer<AwsRequestOverrideConfiguration.Builder> signing(AwsCredentials as) {
        return override -> override.credentialsProvider(StaticCredentialsProvider.create(as));
    }
}
