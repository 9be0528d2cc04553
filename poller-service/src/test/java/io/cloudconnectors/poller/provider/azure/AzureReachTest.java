package io.cloudconnectors.poller.provider.azure;

import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.GROUPS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.PROVIDERS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.RESOURCES;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.ROLE_ASSIGNMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of status 200 that lack something: nothing may be gone for it. */
class AzureReachTest {
    private static final String PROVIDERS_READ = "Microsoft.Resources/subscriptions/providers/read";

    private final CustomerSubscription customer = new CustomerSubscription();

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void aReaderOfTheSubscriptionIsAskedForOnceBeforeAndOnceAfterEachTable() throws InterruptedException {
        Look look = customer.look();

        assertThat(look.slices().values()).containsOnly(new Slice.Seen(List.of()));
        assertThat(customer.calls("ListProviders")).isEqualTo(1 + 3 + /* their own slice */ 1);
    }

    @Test
    void accessThatIsNarrowedToOneGroupTakesThatInAndRemovesNothing() throws InterruptedException {
        narrow();

        Look look = customer.look();

        assertThat(look.ids())
                .isEqualTo(with(inShop(), customer.id()))
                .hasSizeLessThan(customer.truth().size());
        assertPart(look.slices().get(RESOURCES));
        assertPart(look.slices().get(GROUPS));
        // Whoever lists what is of the subscription's scope is told
        assertThat(look.blind(ROLE_ASSIGNMENTS).subject()).isEqualTo("Microsoft.Authorization/roleAssignments/read");
        assertThat(look.blind(PROVIDERS).subject()).isEqualTo(PROVIDERS_READ);
    }

    @Test
    void theListsOfANarrowedAccessRemoveNothingEither() throws InterruptedException {
        narrow();
        customer.azure().denyResourceGraph(customer.subscription, customer.app);

        Look look = customer.look();

        assertThat(look.ids()).isEqualTo(inShop());
        assertThat(look.gaps(RESOURCES)).extracting(Gap::type).containsExactly(Gap.EVERY_TYPE);
        assertThat(look.gaps(GROUPS)).extracting(Gap::type).containsExactly(Gap.EVERY_TYPE);
    }

    @Test
    void aRoleThatIsTakenWhilePagesAreReadRemovesNothing() throws InterruptedException {
        SliceTask slice = customer.slice(RESOURCES);

        Slice seen = slice.look(resource -> narrow());

        assertPart(seen);
    }

    @Test
    void aRoleThatIsGivenBackWhilePagesAreReadRemovesNothing() throws InterruptedException {
        narrow();
        SliceTask slice = customer.slice(RESOURCES);

        Slice seen = slice.look(resource -> customer.azure().grantReader(customer.subscription, customer.app));

        assertPart(seen);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"THROTTLE, THROTTLED", "UNAVAILABLE, PROVIDER_ERROR", "MALFORMED_XML, PROVIDER_ERROR", "DROP, NETWORK"})
    void whereNobodyKnowsWhetherItIsAllNothingIsSeen(FaultKind kind, ReasonCode code) throws InterruptedException {
        customer.fault("arm", "ListProviders", kind, null);

        Look look = customer.look();

        for (SliceKey slice : List.of(RESOURCES, GROUPS)) {
            assertThat(look.blind(slice).code()).isEqualTo(code);
            assertThat(look.blind(slice).subject()).isEqualTo(PROVIDERS_READ);
        }
        assertThat(customer.calls("Query")).isZero();
    }

    @Test
    void whereNobodyKnowsAfterwardsNothingIsSeenEither() throws InterruptedException {
        SliceTask slice = customer.slice(RESOURCES);
        customer.fault("arm", "ListProviders", FaultKind.THROTTLE, null);

        Look look = Look.at(List.of(slice));

        assertThat(look.blind(RESOURCES).code()).isEqualTo(ReasonCode.THROTTLED);
    }

    @Test
    void aTruncatedResultIsBlind() throws InterruptedException {
        customer.azure().limitResourceGraph(customer.subscription, 1);

        Look look = customer.look();

        for (SliceKey slice : List.of(RESOURCES, GROUPS)) {
            assertThat(look.blind(slice).code()).isEqualTo(ReasonCode.PROVIDER_ERROR);
            assertThat(look.blind(slice).providerCode()).isEqualTo("ResultTruncated");
        }
    }

    /** From Reader on the subscription to Reader on one of its groups. */
    private void narrow() {
        customer.azure().revokeRoles(customer.subscription, customer.app);
        customer.azure().grant(customer.subscription, "RG-Shop", customer.app, "Reader");
    }

    private Set<String> inShop() {
        return customer.truth().stream()
                .filter(id -> id.contains("/resourcegroups/rg-shop") && !id.contains("microsoft.authorization"))
                .collect(Collectors.toSet());
    }

    private static Set<String> with(Set<String> ids, String more) {
        return Stream.concat(ids.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    private static void assertPart(Slice slice) {
        assertThat(slice).isInstanceOfSatisfying(Slice.Seen.class, seen -> assertPart(seen.gaps()));
    }

    private static void assertPart(List<Gap> gaps) {
        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.type()).isEqualTo(Gap.EVERY_TYPE);
            assertThat(gap.reason().code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
            assertThat(gap.reason().providerCode()).isEqualTo("AuthorizationFailed");
            assertThat(gap.reason().subject()).isEqualTo(PROVIDERS_READ);
        });
    }
}
