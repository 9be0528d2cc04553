package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a connection test tries, one by one. */
class AwsCheckTest {
    private CustomerAccount account = new CustomerAccount("");

    @AfterEach
    void stop() {
        account.close();
    }

    static List<String> permissions() {
        return AwsCheck.all().stream().map(AwsCheck::name).toList();
    }

    @Test
    void theSetUpHasThemAll() throws InterruptedException {
        assertThat(account.shortfalls()).isEmpty();
        assertThat(account.actions())
                .contains("DescribeRegions", "DescribeInstances", "DescribeVolumes", "ListBuckets", "ListUsers");
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void aRoleThatLacksOneLacksThatOneAlone(String missing) throws InterruptedException {
        account = account.permitting(
                permissions().stream().filter(name -> !name.equals(missing)).toArray(String[]::new));

        assertThat(account.shortfalls()).isEqualTo(Map.of(missing, ReasonCode.PERMISSION_MISSING));
    }

    @Test
    void whatIsToBeReadIsAskedInTheFirstRegionOfTheConnector() throws InterruptedException {
        Map<String, ReasonCode> shortfalls =
                account.in("me-south-1", "eu-central-1").shortfalls();

        assertThat(shortfalls)
                .containsEntry("ec2:DescribeInstances", ReasonCode.REGION_DISABLED)
                .doesNotContainKeys("s3:ListAllMyBuckets", "iam:ListUsers");
    }

    @Test
    void troubleIsNoMissingPermission() throws InterruptedException {
        account.fault("ec2", "DescribeVolumes", FaultKind.THROTTLE, null);

        assertThat(account.shortfalls()).isEqualTo(Map.of("ec2:DescribeVolumes", ReasonCode.THROTTLED));
    }

    @Test
    void theDetailOfWhatIsListedIsLeftAlone() throws InterruptedException {
        account.shortfalls();

        assertThat(account.actions())
                .doesNotContain("GetBucketEncryption", "ListUserTags", "DescribeKey", "DescribeCluster");
    }

    @Test
    void aRoleThatLeadsElsewhereWasAssumedAllTheSame() throws InterruptedException {
        assertThat(account.expecting("444455556666").identified()).isTrue();
        assertThat(account.withExternalId("another").identified()).isFalse();
    }
}
