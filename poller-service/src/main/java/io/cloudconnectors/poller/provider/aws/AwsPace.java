package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.pace.OverBudget;
import io.cloudconnectors.poller.pace.Pace;
import io.cloudconnectors.poller.pace.Quota;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The pace of each run in the clients that all runs share. A call waits for its turn before the SDK's time-outs begin, and
 * each further attempt within them; each attempt is counted. What the SDK finds to be throttling slows the account down,
 * also when a further attempt succeeds.
 */
final class AwsPace implements ExecutionInterceptor {
    /** The SDK lets a name be used once, and may live longer than this class where that is loaded anew. */
    private static final String OF_THIS_CLASS = "@" + System.identityHashCode(AwsPace.class);

    private static final ExecutionAttribute<Paced> PACED = new ExecutionAttribute<>("Pace" + OF_THIS_CLASS);
    private static final ExecutionAttribute<Boolean> HAS_TURN = new ExecutionAttribute<>("Turn" + OF_THIS_CLASS);

    /** The SDK makes all attempts of a call on the thread of its caller, and tells a strategy nothing of the call. */
    private static final ThreadLocal<@Nullable Sent> LAST_SENT = new ThreadLocal<>();

    private final Duration retryWait;

    /** @param retryWait how long a further attempt may wait for its turn */
    AwsPace(Duration retryWait) {
        this.retryWait = retryWait;
    }

    private record Paced(Pace pace, String account) {}

    private record Sent(Pace pace, Quota quota) {}

    /** A session's credentials, and whose pace they are used at. */
    record Credentials(AwsSessionCredentials session, Pace pace, String account) implements AwsCredentials {
        @Override
        public String accessKeyId() {
            return session.accessKeyId();
        }

        @Override
        public String secretAccessKey() {
            return session.secretAccessKey();
        }

        @Override
        public String toString() {
            return "Credentials[redacted]";
        }
    }

    /** Sends a request at this pace. */
    static Consumer<AwsRequestOverrideConfiguration.Builder> at(Pace pace, String account) {
        return override -> override.putExecutionAttribute(PACED, new Paced(pace, account));
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        Paced paced = attributes.getAttribute(PACED);
        if (paced != null) {
            await(paced, quota(paced, attributes), paced.pace().timeLeft());
            attributes.putAttribute(HAS_TURN, true);
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Paced paced = attributes.getAttribute(PACED);
        if (paced == null) {
            return;
        }
        Quota quota = quota(paced, attributes);
        if (!Boolean.TRUE.equals(attributes.getAttribute(HAS_TURN))) {
            await(paced, quota, retryWait);
        }
        attributes.putAttribute(HAS_TURN, false);
        LAST_SENT.set(new Sent(paced.pace(), quota));
        paced.pace().sent(quota);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        LAST_SENT.remove();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        LAST_SENT.remove();
    }

    private static void await(Paced paced, Quota quota, Duration atMost) {
        try {
            paced.pace().await(quota, atMost);
        } catch (OverBudget e) {
            throw SdkClientException.create("The request is not sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("The request is not sent", e);
        }
    }

    private static Quota quota(Paced paced, ExecutionAttributes attributes) {
        Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
        String service = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
        return new Quota(paced.account(), service.toLowerCase(Locale.ROOT), region == null ? "" : region.id());
    }

    /** The same strategy, whose throttled attempts slow the account down. */
    RetryStrategy noting(RetryStrategy strategy) {
        return new Noting(strategy);
    }

    private static final class Noting implements RetryStrategy {
        private final RetryStrategy strategy;

        private Noting(RetryStrategy strategy) {
            this.strategy = strategy;
        }

        @Override
        public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest failed) {
            Sent sent = LAST_SENT.get();
            if (sent != null
                    && failed.failure() instanceof SdkServiceException answer
                    && answer.isThrottlingException()) {
                sent.pace().throttled(sent.quota(), failed.suggestedDelay().orElse(null));
            }
            return strategy.refreshRetryToken(failed);
        }

        @Override
        public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest call) {
            return strategy.acquireInitialToken(call);
        }

        @Override
        public RecordSuccessResponse recordSuccess(RecordSuccessRequest call) {
            return strategy.recordSuccess(call);
        }

        @Override
        public int maxAttempts() {
            return strategy.maxAttempts();
        }

        /** It has AWS's conditions already. */
        @Override
        public boolean useClientDefaults() {
            return false;
        }

        @Override
        public RetryStrategy.Builder<?, ?> toBuilder() {
            return strategy.toBuilder();
        }
    }
}
