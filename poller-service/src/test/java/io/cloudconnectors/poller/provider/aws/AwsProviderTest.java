package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Looking;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the SDK and the wire, against a cloud that checks signatures, sessions, trust and permissions. */
class AwsProviderTest {
    private static final SliceKey EC2 = new SliceKey("eu-central-1", "ec2");
    private static final SliceKey S3 = new SliceKey(SliceKey.GLOBAL, "s3");
    private static final SliceKey IAM = new SliceKey(SliceKey.GLOBAL, "iam");

    private CustomerAccount account = new CustomerAccount("");

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void aHealthyAccountIsSeenWhole() throws InterruptedException {
        // When
        Look look = account.look();

        // Then each service was seen in every enabled region, or once, without a gap
        assertThat(look.slices()).containsOnlyKeys(slices().toArray(SliceKey[]::new));
        assertThat(look.slices().values()).allSatisfy(slice -> assertThat(slice).isEqualTo(new Slice.Seen(List.of())));
        assertThat(look.resources())
                .extracting(resource -> resource.type() + " " + resource.name() + " " + resource.region())
                .contains(
                        "AWS::EC2::Instance web-1 eu-central-1",
                        "AWS::EC2::Volume web-1-root eu-central-1",
                        "AWS::EC2::VPC main eu-central-1",
                        "AWS::EC2::SecurityGroup web eu-central-1",
                        "AWS::S3::Bucket acme-logs eu-central-1",
                        "AWS::IAM::User anna global",
                        "AWS::IAM::Role CloudConnector global");
    }

    private static List<SliceKey> slices() {
        return AwsSlices.in("eu-central-1", "us-east-1");
    }

    @Test
    void theSessionIsNamedAfterTheRun() throws InterruptedException {
        // When
        account.look();

        // Then
        assertThat(account.cloud().calls().matching(call -> call.session() != null))
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(call.session()).isEqualTo(account.runId().toString()));
    }

    @Test
    void pagesAreFollowedToTheLast() throws InterruptedException {
        // Given more of everything than fits into a page
        account = account.replacedBy("""
                resources:
                  generate: {buckets: 120, users: 110}
                  regions: {eu-central-1: {generate: {instances: 1700}}}
                """);

        // When
        Look look = account.look();

        // Then
        assertThat(look.count("AWS::S3::Bucket")).isEqualTo(120);
        assertThat(look.count("AWS::IAM::User")).isEqualTo(110);
        assertThat(look.count("AWS::EC2::Instance")).isEqualTo(1700);
        assertThat(look.resources())
                .extracting(resource -> resource.type() + resource.region() + resource.nativeId())
                .doesNotHaveDuplicates();
    }

    @Test
    void aWrongExternalIdIsDenied() throws InterruptedException {
        assertThat(account.withExternalId("another").refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.AWS_ASSUME_ROLE_DENIED);
            assertThat(reason.providerCode()).isEqualTo("AccessDenied");
            assertThat(reason.providerRequestId()).isNotBlank();
            assertThat(reason.subject()).isEqualTo("sts:AssumeRole");
        });
    }

    @Test
    void ourOwnUnknownKeyIsNotBlamedOnTheCustomer() throws InterruptedException {
        // Given
        System.setProperty("aws.accessKeyId", "AKIAUNKNOWNUNKNOWN00");

        // Then
        assertThat(account.refusal().code()).isEqualTo(ReasonCode.PLATFORM_ERROR);
    }

    @Test
    void aRoleThatLeadsElsewhereIsAMismatch() throws InterruptedException {
        assertThat(account.expecting("444455556666").refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.ACCOUNT_MISMATCH);
            assertThat(reason.subject()).isEqualTo(CustomerAccount.ID);
        });
    }

    @Test
    void aRegionThatIsNotEnabledIsSkippedAndNeverCalled() throws InterruptedException {
        // When
        Look look = account.in("eu-central-1", "me-south-1").look();

        // Then
        assertThat(look.blind(new SliceKey("me-south-1", "ec2")).code()).isEqualTo(ReasonCode.REGION_DISABLED);
        assertThat(look.slices().get(EC2)).isInstanceOf(Slice.Seen.class);
        assertThat(account.cloud().calls().matching(call -> call.region().equals("me-south-1")))
                .extracting(call -> call.action())
                .doesNotContain("DescribeInstances");
    }

    @Test
    void whereStsIsOffTheHomeRegionIsAsked() throws InterruptedException {
        // Given
        account = account.replacedBy("stsDisabledRegions: [eu-central-1]");

        // Then
        assertThat(account.in("eu-central-1").look().slices().get(EC2)).isInstanceOf(Slice.Seen.class);
    }

    @Test
    void aDeniedActionIsAGapThatNamesThePermission() throws InterruptedException {
        // Given
        account = account.permitting(allOfEc2But("ec2:DescribeVolumes", "ec2:DescribeSecurityGroups"));

        // When
        Look look = account.look();

        // Then
        assertThat(look.gaps(EC2))
                .extracting(
                        Gap::type,
                        gap -> gap.reason().code(),
                        gap -> gap.reason().subject(),
                        Gap::listed)
                .containsExactly(
                        tuple("AWS::EC2::Volume", ReasonCode.PERMISSION_MISSING, "ec2:DescribeVolumes", false),
                        tuple(
                                "AWS::EC2::SecurityGroup",
                                ReasonCode.PERMISSION_MISSING,
                                "ec2:DescribeSecurityGroups",
                                false));
        assertThat(look.blind(S3)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(reason.subject()).isEqualTo("s3:ListAllMyBuckets");
            assertThat(reason.providerRequestId()).isNotBlank();
        });
    }

    private static String[] allOfEc2But(String... denied) {
        return AwsService.EC2.permissions().stream()
                .map(AwsPermission::action)
                .filter(action -> !List.of(denied).contains(action))
                .toArray(String[]::new);
    }

    @Test
    void aDeniedDetailIsAGapOfAListedTypeAndEachResourceSaysWhatItLacks() throws InterruptedException {
        // Given
        account = account.permitting("s3:ListAllMyBuckets", "s3:GetBucketTagging", "s3:GetBucketPolicyStatus");

        // When
        Look look = account.in("eu-central-1").look();

        // Then
        assertThat(look.gaps(S3))
                .extracting(Gap::type, gap -> gap.reason().subject(), Gap::listed)
                .containsExactlyInAnyOrder(
                        tuple("AWS::S3::Bucket", "s3:GetEncryptionConfiguration", true),
                        tuple("AWS::S3::Bucket", "s3:GetBucketPublicAccessBlock", true));
        assertThat(look.in(S3))
                .hasSize(2)
                .allSatisfy(bucket -> assertThat(bucket.detail())
                        .containsEntry(
                                "notSeen", List.of("s3:GetBucketPublicAccessBlock", "s3:GetEncryptionConfiguration")));
    }

    @Test
    void afterThreeDenialsInARowADetailIsNotAskedForAgain() throws InterruptedException {
        // Given
        account = account.permitting(
                new CustomerAccount.Resources("resources: {generate: {buckets: 20}}"),
                "s3:ListAllMyBuckets",
                "s3:GetEncryptionConfiguration",
                "s3:GetBucketPublicAccessBlock",
                "s3:GetBucketPolicyStatus");

        // When
        Look look = account.in("eu-central-1").look();

        // Then
        assertThat(account.calls("GetBucketTagging")).isEqualTo(3);
        assertThat(account.calls("GetBucketPolicyStatus")).isEqualTo(20);
        assertThat(look.in(S3))
                .hasSize(20)
                .allSatisfy(
                        bucket -> assertThat(bucket.detail()).containsEntry("notSeen", List.of("s3:GetBucketTagging")));
        assertThat(look.gaps(S3))
                .singleElement()
                .satisfies(gap -> assertThat(gap.listed()).isTrue());
    }

    @Test
    void whatIsKnownToBeDeniedIsToldAsItWasWithoutACall() throws InterruptedException {
        // Given
        KnownDenial listing = denial(EC2, "ec2:DescribeVolumes");
        KnownDenial detail = denial(S3, "s3:GetBucketTagging");

        // When
        Look look = account.knownToDeny(listing, detail).look();

        // Then
        assertThat(look.gaps(EC2)).containsExactly(new Gap("AWS::EC2::Volume", listing.reason(), false));
        assertThat(look.gaps(S3)).containsExactly(new Gap("AWS::S3::Bucket", detail.reason(), true));
        assertThat(account.calls("GetBucketTagging")).isZero();
        assertThat(account.cloud().calls().matching(call -> call.action().equals("DescribeVolumes")))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.region()).isEqualTo("us-east-1"));
    }

    private static KnownDenial denial(SliceKey slice, String permission) {
        return new KnownDenial(
                slice, new Reason(ReasonCode.PERMISSION_MISSING, "Code", "request-1", permission, Instant.EPOCH));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"THROTTLE, THROTTLED", "DROP, NETWORK", "SERVER_ERROR, PROVIDER_ERROR"})
    void troubleInADetailEndsTheSlice(FaultKind kind, ReasonCode code) throws InterruptedException {
        // Given
        account.fault("s3", "GetBucketPolicyStatus", kind, null);

        // Then
        assertThat(account.look().blind(S3)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.subject()).isEqualTo("s3:GetBucketPolicyStatus");
        });
    }

    @Test
    void withoutTheListOfRegionsNamedOnesAreLookedAtAndUnnamedOnesAreBlind() throws InterruptedException {
        // Given
        account = account.permitting("ec2:DescribeInstances", "s3:*", "iam:*");

        // Then
        assertThat(account.in("eu-central-1").look().slices().get(EC2)).isInstanceOf(Slice.Seen.class);
        assertThat(account.in()
                        .look()
                        .blind(new SliceKey(SliceKey.GLOBAL, "ec2"))
                        .subject())
                .isEqualTo("ec2:DescribeRegions");
    }

    @Test
    void aNamedRegionThatIsNotEnabledSaysSoItselfWhenTheListIsDenied() throws InterruptedException {
        // Given
        account = account.permitting("ec2:DescribeInstances", "s3:*", "iam:*");

        // Then
        assertThat(account.in("me-south-1").look().blind(new SliceKey("me-south-1", "ec2")))
                .satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo(ReasonCode.REGION_DISABLED);
                    assertThat(reason.providerCode()).isEqualTo("AuthFailure");
                });
    }

    @Test
    void aRegionThatTheOrganisationDeniesIsLeftOut() throws InterruptedException {
        // Given
        account = account.replacedBy("""
                serviceControlPolicies:
                  - Version: "2012-10-17"
                    Statement:
                      - Effect: Deny
                        NotAction: ["iam:*", "s3:*", "sts:*"]
                        Resource: "*"
                        Condition: {StringNotEquals: {"aws:RequestedRegion": us-east-1}}
                """);

        // When
        Look look = account.look();

        // Then
        assertThat(look.blind(EC2)).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.SCP_DENIED);
            assertThat(reason.providerCode()).isEqualTo("UnauthorizedOperation");
            assertThat(reason.subject()).isEqualTo("ec2:DescribeInstances");
        });
        assertThat(look.slices().get(new SliceKey("us-east-1", "ec2"))).isInstanceOf(Slice.Seen.class);
    }

    @Test
    void anOrganisationsDenyIsToldApart() throws InterruptedException {
        // Given
        account = account.replacedBy("""
                serviceControlPolicies:
                  - {Version: "2012-10-17", Statement: [{Effect: Deny, Action: "s3:*", Resource: "*"}]}
                """);

        // Then
        assertThat(account.look().blind(S3).code()).isEqualTo(ReasonCode.SCP_DENIED);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "THROTTLE, THROTTLED",
        "UNAVAILABLE, PROVIDER_ERROR",
        "SERVER_ERROR, PROVIDER_ERROR",
        "MALFORMED_XML, PROVIDER_ERROR",
        "TRUNCATE, NETWORK",
        "DROP, NETWORK",
        "HANG, NETWORK",
        "ENDLESS_PAGES, PROVIDER_ERROR",
        "NOT_SUBSCRIBED, REGION_DISABLED",
        "EXPIRED_SESSION, PROVIDER_ERROR",
    })
    void troubleInOneSliceLeavesTheOthersAlone(FaultKind kind, ReasonCode code) throws InterruptedException {
        // Given
        account.cloud().faults().set(new Fault(null, "ec2", "DescribeVolumes", "eu-central-1", kind, null, null));

        // When
        Look look = account.look();

        // Then
        assertThat(look.blind(EC2).code()).isEqualTo(code);
        assertThat(look.blind(EC2).subject()).isEqualTo("ec2:DescribeVolumes");
        assertThat(look.slices().get(new SliceKey("us-east-1", "ec2"))).isInstanceOf(Slice.Seen.class);
        assertThat(look.slices().get(IAM)).isInstanceOf(Slice.Seen.class);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "DROP", "EXPIRED_SESSION"})
    void troubleThatPassesIsOvercome(FaultKind kind) throws InterruptedException {
        // Given
        account.cloud().faults().set(new Fault(null, "ec2", "DescribeVolumes", "eu-central-1", kind, 1, null));

        // Then
        assertThat(account.look().slices().get(EC2)).isEqualTo(new Slice.Seen(List.of()));
    }

    @Test
    void aSessionThatEndsBetweenTwoPagesIsMadeAnewAndNoPageIsLost() throws InterruptedException {
        // Given
        account = account.replacedBy("resources: {regions: {eu-central-1: {generate: {instances: 1700}}}}");
        SliceTask slice = account.slice(EC2);
        List<String> ids = new ArrayList<>();

        // When the session ends while the first page is read
        Slice outcome = slice.look(resource -> {
            if (ids.isEmpty()) {
                assertThat(account.cloud().accounts().endSessions(CustomerAccount.ID))
                        .isEqualTo(1);
            }
            ids.add(resource.nativeId());
        });

        // Then there are all instances, and the region's setting
        assertThat(outcome).isEqualTo(new Slice.Seen(List.of()));
        assertThat(ids).hasSize(1701).doesNotHaveDuplicates();
        assertThat(account.calls("AssumeRole")).isEqualTo(2);
    }

    @Test
    void anEndedSessionIsMadeAnewOnceForAllItsSlices() throws Exception {
        // Given
        List<SliceTask> slices = account.plan();
        account.cloud().accounts().endSessions(CustomerAccount.ID);
        int packs = SessionPacks.of(AwsPartition.COMMERCIAL, SessionPacks.LONGEST_POLICY)
                .size();

        // When
        List<Slice> outcomes;
        try (ExecutorService looking = Executors.newVirtualThreadPerTaskExecutor()) {
            outcomes = looking
                    .invokeAll(slices.stream()
                            .<Callable<Slice>>map(slice -> () -> slice.look(resource -> {}))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }

        // Then
        assertThat(outcomes).hasSize(slices().size()).containsOnly(new Slice.Seen(List.of()));
        assertThat(account.calls("AssumeRole")).isEqualTo(packs + 1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "THROTTLE, THROTTLED",
        "UNAVAILABLE, PROVIDER_ERROR",
        "DROP, NETWORK",
        "HANG, NETWORK",
        "EXPIRED_SESSION, PLATFORM_ERROR"
    })
    void troubleOfStsKeepsUsOut(FaultKind kind, ReasonCode code) throws InterruptedException {
        // Given
        account.fault("sts", "AssumeRole", kind, null);

        // Then
        assertThat(account.refusal()).extracting(Reason::code).isEqualTo(code);
    }

    @Test
    void anInterruptedCallEndsAtOnceAndNothingFollowsIt() throws InterruptedException {
        // Given a call that hangs
        account.cloud()
                .faults()
                .set(new Fault(null, "ec2", "DescribeInstances", "eu-central-1", FaultKind.HANG, null, null));
        SliceTask slice = account.patient().slice(EC2);
        Looking looking = Looking.at(slice);
        Awaitility.await().until(() -> account.calls("DescribeInstances") > 0);

        // When
        looking.interrupt();

        // Then
        looking.assertInterruptedAtOnce();
        assertThat(account.cloud().calls().matching(call -> call.service().equals("ec2")))
                .extracting(call -> call.action())
                .containsOnlyOnce("DescribeInstances")
                .doesNotContain("DescribeVolumes");
    }

    @Test
    void resourcesArriveWhilePagesAreStillComing() throws InterruptedException {
        // Given
        account = account.replacedBy("resources: {regions: {eu-central-1: {generate: {instances: 1700}}}}");
        SliceTask slice = account.slice(EC2);
        AtomicReference<Integer> callsAtFirst = new AtomicReference<>();

        // When
        slice.look((Resource resource) -> {
            if (callsAtFirst.get() == null) {
                callsAtFirst.set(account.calls("DescribeInstances"));
            }
        });

        // Then
        assertThat(callsAtFirst.get()).isEqualTo(1);
        assertThat(account.calls("DescribeInstances")).isGreaterThan(1);
    }
}
