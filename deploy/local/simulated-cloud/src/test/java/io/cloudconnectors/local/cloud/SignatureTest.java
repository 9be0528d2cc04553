package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who may call at all: keys, signatures, session tokens and clocks, as each service refuses them. */
class SignatureTest {
    private static RunningCloud running;

    @BeforeAll
    static void start() {
        running = RunningCloud.withOneAccount();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aWrongSecretIsRefusedByEveryService() {
        AwsCredentials wrong = AwsBasicCredentials.create(
                running.platform.key().id(), AccessKey.longTerm().secret());

        refused(() -> running.clients.sts(wrong).getCallerIdentity(), 403, "SignatureDoesNotMatch");
        refused(() -> running.clients.iam(wrong).listUsers(), 403, "SignatureDoesNotMatch");
        refused(() -> running.clients.s3(wrong).listBuckets(), 403, "SignatureDoesNotMatch");
        refused(() -> running.clients.ec2(wrong).describeVpcs(), 401, "AuthFailure");
    }

    @Test
    void anUnknownKeyIsRefusedByEveryService() {
        AwsCredentials unknown = Clients.of(AccessKey.longTerm());

        refused(() -> running.clients.sts(unknown).getCallerIdentity(), 403, "InvalidClientTokenId");
        refused(() -> running.clients.iam(unknown).listUsers(), 403, "InvalidClientTokenId");
        refused(() -> running.clients.s3(unknown).listBuckets(), 403, "InvalidAccessKeyId");
        refused(() -> running.clients.ec2(unknown).describeVpcs(), 401, "AuthFailure");
    }

    @Test
    void aSessionNeedsItsOwnToken() {
        Credentials one = running.clients.assume(running.platform(), RunningCloud.ROLE, "ext");
        Credentials two = running.clients.assume(running.platform(), RunningCloud.ROLE, "ext");
        AwsCredentials without = AwsBasicCredentials.create(one.accessKeyId(), one.secretAccessKey());
        AwsCredentials mixed =
                AwsSessionCredentials.create(one.accessKeyId(), one.secretAccessKey(), two.sessionToken());

        refused(() -> running.clients.sts(without).getCallerIdentity(), 403, "InvalidClientTokenId");
        refused(() -> running.clients.sts(mixed).getCallerIdentity(), 403, "InvalidClientTokenId");
        refused(() -> running.clients.s3(mixed).listBuckets(), 400, "InvalidToken");
        refused(() -> running.clients.ec2(mixed).describeVpcs(), 401, "AuthFailure");
    }

    @Test
    void anExpiredSessionIsRefusedByEveryService() {
        Instant start = InstantSource.system().instant();
        AtomicReference<Instant> now = new AtomicReference<>(start);
        try (RunningCloud other = RunningCloud.with(RunningCloud.oneAccount(""), now::get)) {
            AwsCredentials session = other.session();
            assertThat(other.clients.sts(session).getCallerIdentity().account()).isEqualTo(RunningCloud.ACCOUNT);

            // When the hour of the session is over, for the caller's clock and for the cloud's
            now.set(start.plus(Duration.ofHours(1)));
            SignedCalls calls = new SignedCalls(other.cloud.endpoint(), now::get);

            assertThat(calls.post("sts", "Action=GetCallerIdentity", session).refusal())
                    .isEqualTo("403 ExpiredToken");
            assertThat(calls.post("iam", "Action=ListUsers", session).refusal()).isEqualTo("403 ExpiredToken");
            assertThat(calls.post("ec2", "Action=DescribeVpcs", session).refusal())
                    .isEqualTo("400 RequestExpired");
            assertThat(calls.get("s3", "/", session).refusal()).isEqualTo("400 ExpiredToken");
        }
    }

    @Test
    void whateverWasSignedCannotBeChanged() {
        SignedCalls calls = new SignedCalls(running.cloud.endpoint(), InstantSource.system());
        SignedCalls.Call signed = calls.post("sts", "Action=GetCallerIdentity&Version=2011-06-15", running.platform());
        SignedCalls.Call bucket = calls.get("s3", "/some-bucket?location=", running.session());

        assertThat(signed.status()).isEqualTo(200);
        assertThat(signed.withBody("Action=AssumeRole&Version=2011-06-15").refusal())
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(signed.withHeader("Content-Type", "text/plain").refusal()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(signed.withHeader("X-Amz-Date", "20200101T000000Z").refusal())
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(signed.withPath("/?more=1").refusal()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(bucket.refusal()).isEqualTo("404 NoSuchBucket");
        assertThat(bucket.withPath("/other-bucket?location=").refusal()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(bucket.withBody("more").refusal()).isEqualTo("400 XAmzContentSHA256Mismatch");
    }

    @Test
    void everyAmzHeaderMustBeSigned() {
        SignedCalls calls = new SignedCalls(running.cloud.endpoint(), InstantSource.system());
        SignedCalls.Call signed = calls.post("sts", "Action=GetCallerIdentity", running.platform());

        assertThat(signed.withHeader("X-Amz-Security-Token", "smuggled").refusal())
                .isEqualTo("400 IncompleteSignature");
    }

    @Test
    void aPathOfUnusualCharactersIsSignedAsS3DoesIt() {
        SignedCalls calls = new SignedCalls(running.cloud.endpoint(), InstantSource.system());

        assertThat(calls.get("s3", "/a%20b%2Bc?location=", running.session()).refusal())
                .isEqualTo("404 NoSuchBucket");
    }

    @Test
    void aRequestWithoutSignatureIsRefused() throws Exception {
        HttpRequest bare = HttpRequest.newBuilder(running.cloud.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity"))
                .build();

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(bare, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
        }
    }

    @ParameterizedTest
    @CsvSource({"6, SignatureDoesNotMatch, 403", "-6, SignatureDoesNotMatch, 403"})
    void stsRefusesAClockThatIsFiveMinutesOff(long minutes, String code, int status) {
        try (RunningCloud other = RunningCloud.with("", shifted(minutes))) {
            refused(() -> other.clients.sts(other.platform()).getCallerIdentity(), status, code);
        }
    }

    @Test
    void ec2AndS3RefuseAClockThatIsAQuarterOfAnHourOff() {
        try (RunningCloud other = RunningCloud.with("", shifted(14))) {
            refused(() -> other.clients.ec2(other.platform()).describeVpcs(), 403, "UnauthorizedOperation");
        }
        try (RunningCloud other = RunningCloud.with("", shifted(16))) {
            refused(() -> other.clients.ec2(other.platform()).describeVpcs(), 400, "RequestExpired");
            refused(() -> other.clients.s3(other.platform()).listBuckets(), 403, "RequestTimeTooSkewed");
        }
    }

    private static InstantSource shifted(long minutes) {
        return () -> InstantSource.system().instant().plus(Duration.ofMinutes(minutes));
    }
}
