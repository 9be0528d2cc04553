package io.cloudconnectors.poller.provider.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoff;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryStrategy;
import com.azure.core.util.DateTimeRfc1123;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.cloudconnectors.poller.PollerConfig;
import io.cloudconnectors.poller.egress.AnswerTooLarge;
import io.cloudconnectors.poller.egress.EgressRefused;
import io.cloudconnectors.poller.pace.OverBudget;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long Azure is waited for: its Retry-After and quota headers are obeyed, up to a limit. Beyond it the call fails at once
 * with what Azure said, and the next run tries again, rather than this one holding its slot.
 */
final class Patience implements RetryStrategy {
    private static final HttpHeaderName QUOTA_REMAINING = HttpHeaderName.fromString("x-ms-user-quota-remaining");
    private static final HttpHeaderName QUOTA_RESETS_AFTER = HttpHeaderName.fromString("x-ms-user-quota-resets-after");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?");
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);

    private static final int PARTS = 1000;

    private final ExponentialBackoff backoff;
    private final Duration maxWait;
    private final InstantSource clock;

    Patience(PollerConfig.Azure config, InstantSource clock) {
        this.clock = clock;
        this.maxWait = config.maxWait();
        this.backoff = new ExponentialBackoff(config.maxAttempts() - 1, FIRST_DELAY, maxWait.plus(FIRST_DELAY));
    }

    @Override
    public int getMaxRetries() {
        return backoff.getMaxRetries();
    }

    @Override
    public Duration calculateRetryDelay(int retryAttempts) {
        // Anywhere up to the SDK's delay, so that those who were refused together do not come back together.
        return backoff.calculateRetryDelay(retryAttempts)
                .multipliedBy(ThreadLocalRandom.current().nextInt(PARTS + 1))
                .dividedBy(PARTS);
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
        // A sign-in is part of a call, and was tried again by itself: what Entra ID has refused stays so.
        Throwable failure = condition.getThrowable();
        if (failure != null && Symptom.find(failure, MsalServiceException.class) != null) {
            return false;
        }
        // The next attempt would go, or read, no further.
        if (EgressRefused.in(failure) || AnswerTooLarge.in(failure) || OverBudget.in(failure) != null) {
            return false;
        }
        HttpResponse response = condition.getResponse();
        boolean tooLong = response != null && wanted(response.getHeaders()).compareTo(maxWait) > 0;
        return !tooLong && RetryStrategy.super.shouldRetryCondition(condition);
    }

    /** As the SDK's RetryPolicy reads it: the first header that it understands, and none means its own backoff. */
    Duration wanted(HttpHeaders headers) {
        return number(headers.getValue(HttpHeaderName.X_MS_RETRY_AFTER_MS), ChronoUnit.MILLIS)
                .or(() -> number(headers.getValue(HttpHeaderName.RETRY_AFTER_MS), ChronoUnit.MILLIS))
                .or(() -> untilDate(headers.getValue(HttpHeaderName.RETRY_AFTER)))
                .or(() -> number(headers.getValue(HttpHeaderName.RETRY_AFTER), ChronoUnit.SECONDS))
                .orElse(Duration.ZERO);
    }

    private static Optional<Duration> number(@Nullable String text, ChronoUnit unit) {
        try {
            return Optional.ofNullable(text)
                    .map(digits -> Duration.of(Long.parseLong(digits), unit))
                    .filter(wait -> !wait.isNegative());
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** By the SDK's own reading of a date, which takes more for one than the standard. */
    private Optional<Duration> untilDate(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(date -> new DateTimeRfc1123(date).getDateTime().toInstant())
                    .map(date -> Duration.between(clock.instant(), date))
                    .filter(wait -> !wait.isNegative());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Until the quota of Resource Graph comes back, when this answer has used it up; no longer than we have patience. */
    Duration untilReset(HttpHeaders answer) {
        if (!"0".equals(answer.getValue(QUOTA_REMAINING))) {
            return Duration.ZERO;
        }
        Duration reset = clock(answer.getValue(QUOTA_RESETS_AFTER)).orElse(Duration.ZERO);
        return reset.compareTo(maxWait) > 0 ? maxWait : reset;
    }

    /** {@code hh:mm:ss}. */
    private static Optional<Duration> clock(@Nullable String text) {
        Matcher parts = CLOCK.matcher(text == null ? "" : text);
        return parts.matches()
                ? Optional.of(Duration.ofHours(Long.parseLong(parts.group(1)))
                        .plusMinutes(Long.parseLong(parts.group(2)))
                        .plusSeconds(Long.parseLong(parts.group(3))))
                : Optional.empty();
    }
}
