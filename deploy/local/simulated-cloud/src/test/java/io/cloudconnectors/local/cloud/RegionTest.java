package io.cloudconnectors.local.cloud;

import static io.cloudconnectors.local.cloud.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;

/** Regions that an account has, has opted into, has not, and in which STS is switched off. */
class RegionTest {
    private static RunningCloud running;
    private static AwsCredentials session;

    @BeforeAll
    static void start() {
        running = RunningCloud.with(RunningCloud.oneAccount("""
                regions:
                  eu-central-1: opt-in-not-required
                  eu-west-1: opt-in-not-required
                  us-east-1: opt-in-not-required
                  ap-east-1: opted-in
                  me-south-1: not-opted-in
                stsDisabledRegions: [eu-west-1]
                """));
        session = running.session();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void onlyEnabledRegionsAreListedUnlessAllAreAskedFor() {
        try (Ec2Client ec2 = running.clients.ec2(session)) {
            assertThat(ec2.describeRegions().regions())
                    .extracting(Region::regionName)
                    .containsExactly("ap-east-1", "eu-central-1", "eu-west-1", "us-east-1");
            assertThat(ec2.describeRegions(r -> r.allRegions(true)).regions())
                    .filteredOn(region -> region.optInStatus().equals("not-opted-in"))
                    .singleElement()
                    .satisfies(region -> {
                        assertThat(region.regionName()).isEqualTo("me-south-1");
                        assertThat(region.endpoint()).isEqualTo("ec2.me-south-1.amazonaws.com");
                    });
        }
    }

    @Test
    void aNewAccountHasEveryRegionOfItsPartition() {
        try (Ec2Client ec2 = running.clients.ec2(running.admin(RunningCloud.PLATFORM))) {
            assertThat(ec2.describeRegions().regions()).hasSize(17);
            assertThat(ec2.describeRegions(r -> r.allRegions(true)).regions()).hasSize(34);
        }
    }

    @Test
    void aRegionThatIsNotOptedInAcceptsNobody() {
        refused(() -> running.clients.ec2(session, "me-south-1").describeVpcs(), 401, "AuthFailure");
        refused(() -> running.clients.sts(session, "me-south-1").getCallerIdentity(), 403, "InvalidClientTokenId");
        refused(() -> running.clients.s3(session, "me-south-1").listBuckets(), 400, "InvalidToken");
        assertThat(running.clients.ec2(session, "ap-east-1").describeVpcs().vpcs())
                .isEmpty();
    }

    @Test
    void noSessionIsMadeWhereStsIsSwitchedOff() {
        try (StsClient sts = running.clients.sts(running.platform(), "eu-west-1")) {
            assertThat(refused(
                            () -> sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                                    .roleSessionName("run-1")
                                    .externalId("ext")),
                            403,
                            "RegionDisabledException"))
                    .isInstanceOf(RegionDisabledException.class)
                    .hasMessageContaining("STS is not activated in this region for account:111122223333");
        }
    }

    @Test
    void theCallersOwnAccountMustHaveTheRegion() {
        try (StsClient sts = running.clients.sts(running.platform(), "ap-east-1")) {
            refused(
                    () -> sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                            .roleSessionName("run-1")
                            .externalId("ext")),
                    403,
                    "InvalidClientTokenId");
        }
    }

    @Test
    void aSwitchedOffStsStillSaysWhoCalls() {
        assertThat(running.clients.sts(session, "eu-west-1").getCallerIdentity().account())
                .isEqualTo(RunningCloud.ACCOUNT);
    }

    @Test
    void aWrongExternalIdIsSaidBeforeTheRegion() {
        try (StsClient sts = running.clients.sts(running.platform(), "eu-west-1")) {
            refused(
                    () -> sts.assumeRole(r -> r.roleArn(RunningCloud.ROLE)
                            .roleSessionName("run-1")
                            .externalId("wrong")),
                    403,
                    "AccessDenied");
        }
    }

    @Test
    void aRegionOfAnotherPartitionDoesNotFit() {
        refused(() -> running.clients.sts(session, "cn-north-1").getCallerIdentity(), 403, "SignatureDoesNotMatch");
        refused(() -> running.clients.ec2(session, "cn-north-1").describeVpcs(), 401, "AuthFailure");
        refused(() -> running.clients.s3(session, "cn-north-1").listBuckets(), 400, "AuthorizationHeaderMalformed");
    }

    @Test
    void iamIsSignedForTheGlobalRegionAlone() {
        SignedCalls calls = new SignedCalls(running.cloud.endpoint(), InstantSource.system());

        assertThat(calls.signed("iam", "us-east-1", "POST", "/", "Action=ListUsers", session)
                        .refusal())
                .startsWith("200");
        assertThat(calls.signed("iam", "eu-west-1", "POST", "/", "Action=ListUsers", session)
                        .refusal())
                .isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void anotherPartitionHasItsOwnArnsAndRegions() {
        running.control("POST", "accounts", "{id: '444455556666', partition: aws-cn}");
        AwsCredentials admin = running.admin("444455556666");

        assertThat(running.clients
                        .sts(admin, "cn-northwest-1")
                        .getCallerIdentity()
                        .arn())
                .isEqualTo("arn:aws-cn:iam::444455556666:root");
        assertThat(running.clients.ec2(admin, "cn-north-1").describeRegions().regions())
                .extracting(Region::endpoint)
                .containsExactly("ec2.cn-north-1.amazonaws.com.cn", "ec2.cn-northwest-1.amazonaws.com.cn");
    }
}
