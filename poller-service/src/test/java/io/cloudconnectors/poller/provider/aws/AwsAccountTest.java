package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Which slices an account has, in a partition that lacks some services; nothing there can be called. */
class AwsAccountTest {
    @Test
    void whatAwsDoesNotOfferIsLeftOutAndTheRestIsPlanned() throws InterruptedException {
        try (CustomerAccount _ = new CustomerAccount("");
                AwsClients clients = new AwsClients(TestConfig.with(Map.of()).aws(), TestConfig.egress())) {
            AwsAccount chinese = account(clients, AwsPartition.CHINA, "cn-north-1");

            List<SliceTask> plan = chinese.plan();

            assertThat(plan).extracting(SliceTask::key).doesNotHaveDuplicates().hasSize(AwsService.values().length);
            assertThat(task(plan, SliceKey.GLOBAL, "wafv2-cloudfront").look(resource -> {}))
                    .isInstanceOfSatisfying(
                            Slice.Blind.class,
                            blind -> assertThat(blind.reason().code()).isEqualTo(ReasonCode.REGION_DISABLED));
            assertThat(task(plan, "cn-north-1", "ec2")).isInstanceOf(AwsSlice.class);
        }
    }

    @Test
    void aServiceIsTriedWhereTheSdkDoesNotKnowTheRegion() {
        assertThat(AwsService.EC2.offeredIn(Region.EU_CENTRAL_1)).isTrue();
        assertThat(AwsService.EC2.offeredIn(Region.of("eu-nowhere-7"))).isTrue();
        assertThat(AwsService.EC2.offeredIn(Region.AWS_GLOBAL)).isFalse();
    }

    private static AwsAccount account(AwsClients clients, AwsPartition partition, String region) {
        AwsSessions sessions = AwsSessions.of(
                clients.client(AwsApi.STS, Region.of(region)),
                DefaultCredentialsProvider.builder().build(),
                new AwsSession.Terms(
                        new RevealedCredential.AwsRole("arn:aws-cn:iam::444455556666:role/Reader", "ext"),
                        "run-1",
                        Duration.ofHours(1)),
                SessionPacks.of(partition, SessionPacks.LONGEST_POLICY),
                TestConfig.unhurried(Provider.AWS));
        return new AwsAccount(
                new RunSettings.Aws("444455556666", partition.id(), List.of(region)),
                partition,
                clients,
                sessions,
                (slice, permission) -> Optional.empty(),
                InstantSource.system());
    }

    private static SliceTask task(List<SliceTask> plan, String region, String service) {
        return plan.stream()
                .filter(task -> task.key().equals(new SliceKey(region, service)))
                .findFirst()
                .orElseThrow();
    }
}
