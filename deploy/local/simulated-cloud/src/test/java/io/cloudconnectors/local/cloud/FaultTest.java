package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.cloud.calls.Call;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;

/** Each fault, set through the control API and seen through the SDK. */
class FaultTest {
    private RunningCloud running;
    private AwsCredentials session;

    @BeforeEach
    void start() {
        running = RunningCloud.with(RunningCloud.oneAccount("""
                resources:
                  generate: {buckets: 20, users: 20}
                  regions:
                    eu-central-1:
                      generate: {vpcs: 12}
                """));
        session = running.session();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void throttlingIsSaidInEachServicesWords() {
        fault("{\"kind\": \"throttle\"}");

        AwsServiceException ec2 =
                refused(() -> running.clients.ec2(session).describeVpcs(), 503, "RequestLimitExceeded");
        AwsServiceException s3 = refused(() -> running.clients.s3(session).listBuckets(), 503, "SlowDown");
        AwsServiceException iam = refused(() -> running.clients.iam(session).listUsers(), 400, "Throttling");
        AwsServiceException sts = refused(() -> running.clients.sts(session).getCallerIdentity(), 400, "Throttling");

        assertThat(new AwsServiceException[] {ec2, s3, iam, sts}).allMatch(AwsServiceException::isThrottlingException);
    }

    @Test
    void aCountedFaultHitsThatManyCalls() {
        fault("{\"kind\": \"throttle\", \"service\": \"ec2\", \"action\": \"DescribeVpcs\", \"count\": 2}");
        Ec2Client ec2 = running.clients.ec2(session);

        refused(ec2::describeVpcs, 503, "RequestLimitExceeded");
        refused(ec2::describeVpcs, 503, "RequestLimitExceeded");
        assertThat(ec2.describeVpcs().vpcs()).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "account, 999900001111",
        "service, s3",
        "action, DescribeVolumes",
        "region, us-east-1",
    })
    void aFaultHitsOnlyWhatItNames(String field, String other) {
        fault("{\"kind\": \"server-error\", \"%s\": \"%s\"}".formatted(field, other));

        assertThat(running.clients.ec2(session).describeVpcs().vpcs()).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "server-error, 500, InternalError, 500, InternalFailure, 500, InternalError",
        "unavailable, 503, Unavailable, 503, ServiceUnavailable, 503, ServiceUnavailable",
        "not-subscribed, 403, OptInRequired, 403, OptInRequired, 403, NotSignedUp",
        "expired-session, 400, RequestExpired, 403, ExpiredToken, 400, ExpiredToken"
    })
    void serverFaultsAreSaidInEachServicesWords(
            String kind, int ec2, String ec2Code, int iam, String iamCode, int s3, String s3Code) {
        fault("{\"kind\": \"%s\"}".formatted(kind));

        refused(() -> running.clients.ec2(session).describeVpcs(), ec2, ec2Code);
        refused(() -> running.clients.iam(session).listUsers(), iam, iamCode);
        refused(() -> running.clients.s3(session).listBuckets(), s3, s3Code);
    }

    @Test
    void stsCanBeSwitchedOffInARegion() {
        fault(
                "{\"kind\": \"region-disabled\", \"account\": \"111122223333\", \"service\": \"sts\", \"region\": \"eu-central-1\"}");

        assertThatThrownBy(() -> running.session()).isInstanceOf(RegionDisabledException.class);
    }

    @ParameterizedTest
    @CsvSource({"truncate", "drop", "malformed-xml"})
    void aBrokenAnswerIsNeverAnEmptyList(String kind) {
        fault("{\"kind\": \"%s\"}".formatted(kind));

        assertThatThrownBy(() -> running.clients.ec2(session).describeVpcs()).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> running.clients.s3(session).listBuckets()).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> running.clients.iam(session).listUsers()).isInstanceOf(SdkClientException.class);
    }

    @Test
    void theSecondPageAloneCanBeTruncated() {
        Ec2Client ec2 = running.clients.ec2(session);
        String token = ec2.describeVpcs(r -> r.maxResults(5)).nextToken();

        fault("{\"kind\": \"truncate\", \"action\": \"DescribeVpcs\", \"count\": 1}");

        assertThatThrownBy(() -> ec2.describeVpcs(r -> r.maxResults(5).nextToken(token)))
                .isInstanceOf(SdkClientException.class);
        assertThat(ec2.describeVpcs(r -> r.maxResults(5).nextToken(token)).vpcs())
                .hasSize(5);
    }

    @Test
    void endlessPagesNeverSayThatTheyAreTheLast() {
        fault("{\"kind\": \"endless-pages\"}");

        assertThat(running.clients.ec2(session).describeVpcsPaginator(r -> r.maxResults(5)).stream()
                        .limit(50)
                        .map(DescribeVpcsResponse::nextToken))
                .hasSize(50)
                .doesNotContainNull();
        assertThat(running.clients
                        .s3(session)
                        .listBuckets(r -> r.maxBuckets(100))
                        .continuationToken())
                .isNotNull();
        assertThat(running.clients.iam(session).listUsers().isTruncated()).isTrue();
    }

    @Test
    void aHangingCallIsInTheLogAndGoesOnWhenTheFaultIsLifted() throws Exception {
        int id = fault("{\"kind\": \"hang\", \"service\": \"ec2\"}");

        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<DescribeVpcsResponse> call =
                    calls.submit(() -> running.clients.ec2(session).describeVpcs());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> running.calls("DescribeVpcs").size() == 1);
            Call hanging = running.calls("DescribeVpcs").getFirst();
            assertThat(hanging.fault()).isEqualTo("hang");
            assertThat(hanging.answeredAt()).isNull();

            assertThat(running.control("DELETE", "faults/" + id, null).statusCode())
                    .isEqualTo(204);

            assertThat(call.get().vpcs()).hasSize(12);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> running.calls("DescribeVpcs").getFirst().answeredAt() != null);
        }
    }

    @Test
    void aHangWithSecondsEndsByItself() {
        fault("{\"kind\": \"hang\", \"service\": \"ec2\", \"seconds\": 1}");

        assertThat(running.clients.ec2(session).describeVpcs().vpcs()).hasSize(12);
    }

    @Test
    void closingTheCloudLetsHangingCallsGo() throws Exception {
        fault("{\"kind\": \"hang\", \"service\": \"ec2\"}");
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> call = calls.submit(() -> running.clients.ec2(session).describeVpcs());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> running.calls("DescribeVpcs").size() == 1);

            running.cloud.close();

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(call::isDone);
        }
    }

    @Test
    void faultsOfAnAccountComeWithItsYaml() {
        running.control("POST", "accounts", """
                id: "222233334444"
                faults: [{kind: throttle, service: ec2}]
                """);

        refused(() -> running.clients.ec2(running.admin("222233334444")).describeVpcs(), 503, "RequestLimitExceeded");
        assertThat(running.clients.ec2(session).describeVpcs().vpcs()).hasSize(12);
    }

    @Test
    void anUnknownKindIsRefusedWithTheKindsThatThereAre() {
        assertThat(running.control("POST", "faults", "{\"kind\": \"explode\"}").body())
                .contains("No fault kind explode", "throttle", "endless-pages");
        assertThat(running.control("POST", "faults", "{\"kind\": \"hang\", \"sevice\": \"ec2\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.control("POST", "faults", "{}").statusCode()).isEqualTo(400);
    }

    private int fault(String json) {
        var answer = running.control("POST", "faults", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Integer.parseInt(answer.body().replaceAll(".*\"id\":(\\d+).*", "$1"));
    }
}
