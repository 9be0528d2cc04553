package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.RevealedCredential;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A session in the customer's account for the time of one run, renewed when it expires before the run's end. */
final class AwsSession {
    /** The shortest that STS gives. */
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    /** What the customer's CloudTrail tells an attempt that must fail by. */
    private static final String STRANGER = "-external-id-proof";

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

    /**
     * Assumes the role as somebody would who does not know its External ID, and drops the session that this should not
     * have given.
     *
     * @param externalId another than the connector's; absent for none
     * @return AWS's id of the request that was let in
     * @throws software.amazon.awssdk.core.exception.SdkException when it is denied, as it must be, or cannot be asked
     */
    String assumeAsStranger(@Nullable String externalId) {
        return assume(terms.name() + STRANGER, externalId, SHORTEST)
                .responseMetadata()
                .requestId();
    }

    private AwsCredentials assume() {
        Credentials session = assume(terms.name(), terms.role().externalId(), terms.duration())
                .credentials();
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private AssumeRoleResponse assume(String name, @Nullable String externalId, Duration duration) {
        return sts.assumeRole(r -> r.roleArn(terms.role().roleArn())
                .externalId(externalId)
                .roleSessionName(name)
                .durationSeconds(Math.toIntExact(duration.toSeconds()))
                .overrideConfiguration(o -> o.credentialsProvider(platform)));
    }

    static Consumer<AwsRequestOverrideConfiguration.Builder> signing(AwsCredentials as) {
        return override -> override.credentialsProvider(StaticCredentialsProvider.create(as));
    }
}
