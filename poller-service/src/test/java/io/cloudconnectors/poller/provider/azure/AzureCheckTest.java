package io.cloudconnectors.poller.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection test tries, one by one. */
class AzureCheckTest {
    private static final String READ_SUBSCRIPTION = "Microsoft.Resources/subscriptions/read";

    private final CustomerSubscription customer = new CustomerSubscription();

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void readerHasThemAll() throws InterruptedException {
        assertThat(customer.shortfalls()).isEmpty();
        assertThat(customer.actions())
                .contains("ListProviders", "Query", "ListResources", "ListResourceGroups", "ListRoleAssignments");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROVIDERS", "RESOURCE_GROUPS", "ROLE_ASSIGNMENTS"})
    void aRoleThatLacksOneLacksThatOneAlone(AzureCheck missing) throws InterruptedException {
        allowAllBut(missing);

        assertThat(customer.shortfalls()).isEqualTo(Map.of(missing.permission(), ReasonCode.PERMISSION_MISSING));
    }

    @Test
    void resourceGraphReadsWhatMayBeRead() throws InterruptedException {
        customer.azure().denyResourceGraph(customer.subscription, customer.app);

        assertThat(customer.shortfalls()).isEqualTo(Map.of(GraphPages.PERMISSION, ReasonCode.PERMISSION_MISSING));
    }

    @Test
    void troubleIsNoMissingPermission() throws InterruptedException {
        customer.fault("arm", "ListResources", FaultKind.THROTTLE, null);

        assertThat(customer.shortfalls()).isEqualTo(Map.of(AzureCheck.RESOURCES.permission(), ReasonCode.THROTTLED));
    }

    @Test
    void whoMayNotReadTheSubscriptionHadSignedInAllTheSame() throws InterruptedException {
        customer.azure().revokeRoles(customer.subscription, customer.app);
        assertThat(customer.identified()).isTrue();

        assertThat(customer.withSecret("wrong").identified()).isFalse();
    }

    @Test
    void aSubscriptionThatIsNotThereIsNoMatterOfTheSecret() throws InterruptedException {
        assertThat(customer.asking(UUID.randomUUID().toString()).identified()).isTrue();
    }

    private void allowAllBut(AzureCheck missing) {
        customer.azure().revokeRoles(customer.subscription, customer.app);
        List<String> allowed = Arrays.stream(AzureCheck.values())
                .filter(permission -> permission != missing)
                .map(AzureCheck::permission)
                .toList();
        allowed.forEach(action -> customer.azure().grant(customer.subscription, customer.app, action));
        customer.azure().grant(customer.subscription, customer.app, READ_SUBSCRIPTION);
    }
}
