package io.cloudconnectors.poller.provider.azure;

import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.GROUPS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.PROVIDERS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.RESOURCES;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.ROLE_ASSIGNMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.poller.provider.Golden;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The custom role of the set-up, granted in the simulated cloud without Reader. Its Resource Graph asks for one action, where
 * the real one also leaves out each type without a read action of its own, and its lists are asked only where that is denied:
 * what no call of a healthy run needs here is not missed here.
 */
class SetupRoleTest {
    private final CustomerSubscription customer = new CustomerSubscription();

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void withTheRoleAloneEveryCallPasses() throws InterruptedException {
        grant(Golden.setupList("azure-actions"));

        Look look = customer.look();

        assertThat(look.slices().values()).containsOnly(new Slice.Seen(List.of()));
        assertThat(look.ids()).isEqualTo(customer.truth());
        assertThat(customer.azure().calls().matching(call -> true))
                .allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
    }

    @ParameterizedTest
    @EnumSource(AzurePermission.class)
    void whatIsMissedWithoutOneActionIsTold(AzurePermission missing) throws InterruptedException {
        grant(Golden.setupList("azure-actions").stream()
                .filter(action -> !action.equals(missing.action()))
                .toList());

        switch (missing) {
            case SUBSCRIPTION_READ ->
                assertThat(customer.refusal()).satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo(ReasonCode.AZURE_ROLE_MISSING);
                    assertThat(reason.subject()).isEqualTo(missing.action());
                });
            case PROVIDERS_READ -> {
                Look look = customer.look();
                assertThat(look.gaps(RESOURCES))
                        .map(Gap::reason)
                        .singleElement()
                        .satisfies(told(missing));
                assertThat(look.gaps(GROUPS)).map(Gap::reason).singleElement().satisfies(told(missing));
                assertThat(look.blind(PROVIDERS)).satisfies(told(missing));
            }
            case ROLE_ASSIGNMENTS_READ ->
                assertThat(customer.look().blind(ROLE_ASSIGNMENTS)).satisfies(told(missing));
            case RESOURCES_READ -> {
                Look look = customer.look();
                assertThat(look.blind(RESOURCES)).satisfies(told(missing));
                // the query of groups is denied with that of resources
                assertThat(look.gaps(GROUPS))
                        .map(Gap::reason)
                        .singleElement()
                        .satisfies(told(AzurePermission.RESOURCE_GRAPH_READ));
            }
            case RESOURCE_GRAPH_READ, RESOURCE_GROUPS_READ ->
                assertThat(customer.look().slices().values()).containsOnly(new Slice.Seen(List.of()));
        }
    }

    private void grant(List<String> actions) {
        customer.patient();
        customer.azure().revokeRoles(customer.subscription, customer.app);
        actions.forEach(action -> customer.azure().grant(customer.subscription, customer.app, action));
    }

    private static ThrowingConsumer<Reason> told(AzurePermission missing) {
        return reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(reason.subject()).isEqualTo(missing.action());
        };
    }
}
