package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.poller.pace.Pace;
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

/**
 * A session in the customer's account for the time of one run, made when it is first needed and renewed when it expires
 * before the run's end. It may do what its policy says of what the role may do.
 */
final class AwsSession {
    /** The shortest that STS gives. */
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    /** What the customer's CloudTrail tells an attempt that must fail by. */
    private static final String STRANGER = "-external-id-proof";

    /** For a session that nobody is to use. */
    private static final String NOTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private final StsClient sts;
    private final AwsCredentialsProvider platform;
    private final Terms terms;
    private final String policy;
    private final Pace pace;
    private volatile @Nullable AwsCredentials credentials;

    /**
     * What is asked of STS.
     *
     * @param name the run id: the customer finds it in CloudTrail as the role session name
     */
    record Terms(RevealedCredential.AwsRole role, String name, Duration duration) {}

    /**
     * A session that is not begun yet.
     *
     * @param policy what it is narrowed to
     * @param pace asked before each request, of the role and of the session
     */
    AwsSession(StsClient sts, AwsCredentialsProvider platform, Terms terms, String policy, Pace pace) {
        this.sts = sts;
        this.platform = platform;
        this.terms = terms;
        this.policy = policy;
        this.pace = pace;
    }

    /**
     * What calls are signed with.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when the role must be assumed for it, and STS refuses or
     *     cannot be asked
     */
    AwsCredentials credentials() {
        AwsCredentials made = credentials;
        return made == null ? firstCredentials() : made;
    }

    private synchronized AwsCredentials firstCredentials() {
        AwsCredentials made = credentials;
        if (made == null) {
            made = assume();
            credentials = made;
        }
        return made;
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
        return assume(terms.name() + STRANGER, externalId, SHORTEST, NOTHING)
                .responseMetadata()
                .requestId();
    }

    private AwsCredentials assume() {
        Credentials session = assume(terms.name(), terms.role().externalId(), terms.duration(), policy)
                .credentials();
        return new AwsPace.Credentials(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
                pace,
                accountOf(terms.role().roleArn()));
    }

    private AssumeRoleResponse assume(String name, @Nullable String externalId, Duration duration, String narrowedTo) {
        return sts.assumeRole(r -> r.roleArn(terms.role().roleArn())
                .externalId(externalId)
                .roleSessionName(name)
                .durationSeconds(Math.toIntExact(duration.toSeconds()))
                .policy(narrowedTo)
                .overrideConfiguration(o -> {
                    o.credentialsProvider(platform);
                    AwsPace.at(pace, accountOf(terms.role().roleArn())).accept(o);
                }));
    }

    static Consumer<AwsRequestOverrideConfiguration.Builder> signing(AwsCredentials as) {
        return switch (as) {
            case AwsPace.Credentials(var session, var pace, var account) ->
                override -> {
                    override.credentialsProvider(StaticCredentialsProvider.create(session));
                    AwsPace.at(pace, account).accept(override);
                };
            default -> override -> override.credentialsProvider(StaticCredentialsProvider.create(as));
        };
    }

    /** {@code arn:aws:iam::<account>:role/...}: the quotas are those of the role's account. */
    private static String accountOf(String roleArn) {
        String[] parts = roleArn.split(":", 6);
        return parts.length < 5 ? roleArn : parts[4];
    }
}
