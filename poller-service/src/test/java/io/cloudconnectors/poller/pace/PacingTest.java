package io.cloudconnectors.poller.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.poller.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Quota IAM = new Quota("111122223333", "iam", "aws-global");

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Pacing pacing = new Pacing(TestConfig.with(Map.of()), meters, nanos::get);
    private final List<String> counted = new ArrayList<>();

    @Test
    void allRunsOfAnAccountShareTheBucketsOfItsServicesAndRegions() {
        Pace one = run("acme", "111122223333", null);
        Pace other = run("acme", "111122223333", null);
        spend(one, IAM, 10);

        assertThat(other.turn(IAM, LONG)).isEqualTo(Duration.ofMillis(200));
        assertThat(other.turn(new Quota("111122223333", "iam", "aws-cn-global"), LONG))
                .isZero();
        assertThat(other.turn(new Quota("111122223333", "ec2", "aws-global"), LONG))
                .isZero();
        assertThat(run("acme", "444455556666", null).turn(new Quota("444455556666", "iam", "aws-global"), LONG))
                .isZero();
    }

    @Test
    void aThrottledServiceIsSlowedForAllRuns() {
        run("acme", "111122223333", null).throttled(IAM, Duration.ofSeconds(30));

        assertThat(run("acme", "111122223333", null).turn(IAM, LONG)).isEqualTo(Duration.ofSeconds(30));
        assertThat(meters.counter("poller.throttles", "provider", "aws", "service", "iam")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theCustomersLimitHoldsForTheWholeAccountAndForNobodyElse() {
        Pace pace = run("acme", "111122223333", 2);
        assertThat(pace.turn(quota("ec2"), LONG)).isZero();
        assertThat(pace.turn(quota("s3"), LONG)).isZero();

        assertThat(pace.turn(quota("rds"), LONG)).isEqualTo(Duration.ofMillis(500));
        assertThat(run("other", "111122223333", null).turn(quota("kms"), LONG)).isZero();
    }

    @Test
    void aTurnAfterTheDeadlineIsNotWaitedForAndCostsNothing() {
        Pace pace = pacing.of(request("acme", "111122223333", 1), Duration.ofSeconds(2), counted::add);
        spend(pace, quota("ec2"), 3);

        assertThatThrownBy(() -> pace.turn(quota("ec2"), LONG))
                .isInstanceOfSatisfying(
                        OverBudget.class, over -> assertThat(over.code()).isEqualTo("RequestBudget:account"));

        // Had it taken a turn of the service, the next one would come later.
        assertThat(run("other", "111122223333", null).turn(quota("ec2"), LONG)).isZero();
        assertThat(meters.counter("poller.pace.refusals", "provider", "aws", "service", "ec2")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theReasonNamesTheServiceAndRegionWhoseBucketWasEmpty() {
        Pace pace = run("acme", "111122223333", null);
        Quota lambda = new Quota("111122223333", "lambda", "eu-central-1");
        pace.throttled(lambda, Duration.ofMinutes(20));

        assertThatThrownBy(() -> pace.turn(lambda, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        OverBudget.class,
                        over -> assertThat(over.code()).isEqualTo("RequestBudget:lambda/eu-central-1"));
    }

    @Test
    void bucketsThatTellNothingMoreAreForgotten() {
        for (int account = 0; account < 1000; account++) {
            var _ = run("acme", "a" + account, null).turn(new Quota("a" + account, "ec2", "eu-central-1"), LONG);
        }
        assertThat(pacing.buckets()).isEqualTo(2000);

        nanos.addAndGet(Duration.ofMinutes(3).toNanos());
        var _ = run("acme", "last", null).turn(quota("ec2"), LONG);

        assertThat(pacing.buckets()).isEqualTo(2);
    }

    @Test
    void whatIsSentIsCountedByService() {
        Pace pace = run("acme", "111122223333", null);
        pace.sent(IAM);

        assertThat(counted).containsExactly("iam");
    }

    private static void spend(Pace pace, Quota quota, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            var _ = pace.turn(quota, LONG);
        }
    }

    private static Quota quota(String service) {
        return new Quota("111122223333", service, "eu-central-1");
    }

    private Pace run(String tenant, String account, @Nullable Integer requestsPerSecond) {
        return pacing.of(request(tenant, account, requestsPerSecond), LONG, counted::add);
    }

    private static RunRequest request(String tenant, String account, @Nullable Integer requestsPerSecond) {
        return new RunRequest(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                tenant,
                Provider.AWS,
                RunTrigger.SCHEDULED,
                new RunSettings(new RunSettings.Aws(account, "aws", List.of()), null, null),
                new CredentialReference(UUID.randomUUID(), 1),
                Instant.EPOCH,
                3600,
                requestsPerSecond);
    }
}
