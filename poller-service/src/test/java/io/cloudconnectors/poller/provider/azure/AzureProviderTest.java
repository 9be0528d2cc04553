package io.cloudconnectors.poller.provider.azure;

import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.CANARY;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.GROUPS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.PROVIDERS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.RESOURCES;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.ROLE_ASSIGNMENTS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Looking;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Through the SDK and over https, against a cloud that checks secrets, tokens, tenants and roles. */
class AzureProviderTest {
    private static final Slice WHOLE = new Slice.Seen(List.of());
    private static final String VM = "microsoft.compute/virtualmachines";

    private CustomerSubscription customer = new CustomerSubscription();

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void aHealthySubscriptionIsSeenWhole() throws InterruptedException {
        Look look = customer.look();

        assertThat(look.slices()).containsOnlyKeys(RESOURCES, GROUPS, SUBSCRIPTION, ROLE_ASSIGNMENTS, PROVIDERS);
        assertThat(look.slices().values()).containsOnly(WHOLE);
        assertThat(look.ids()).isEqualTo(customer.truth());
        assertThat(look.resources())
                .extracting(Resource::type, Resource::name, Resource::region)
                .contains(
                        tuple(VM, "web-1", "westeurope"),
                        tuple("microsoft.sql/servers/databases", "orders", "westeurope"),
                        tuple("microsoft.storage/storageaccounts", "shopLogs", "northeurope"),
                        tuple("microsoft.network/dnszones", "acme.example", "global"),
                        tuple("microsoft.resources/resourcegroups", "RG-Shop", "westeurope"),
                        tuple("microsoft.resources/resourcegroups", "empty", "westeurope"));
        assertThat(look.resources())
                .filteredOn(resource -> resource.type().equals("microsoft.sql/servers/databases"))
                .extracting(Resource::detail)
                .containsExactly(
                        Map.of("kind", "v12.0,user", "sku", Map.of("name", "S1", "tier", "Standard", "capacity", 10)));
    }

    @Test
    void oneTokenIsEnoughForARunAndNoneOutlivesIt() throws InterruptedException {
        customer.look();
        assertThat(customer.calls("Token")).isEqualTo(1);

        customer.look();
        assertThat(customer.calls("Token")).isEqualTo(2);
    }

    @Test
    void pagesOfResourceGraphAreFollowedToTheLast() throws InterruptedException {
        replacedBy(CustomerSubscription.withMachines(2300));

        Look look = customer.look();

        assertThat(customer.calls("Query")).isEqualTo(3 + 1 + 1);
        assertThat(look.slices().values()).containsOnly(WHOLE);
        assertThat(look.in(RESOURCES)).hasSize(2300);
        assertThat(look.ids()).isEqualTo(customer.truth());
    }

    @Test
    void resourcesArriveWhilePagesAreStillComing() throws InterruptedException {
        replacedBy(CustomerSubscription.withMachines(1100));
        AtomicReference<Integer> queriesAtFirst = new AtomicReference<>();

        customer.slice(RESOURCES).look(resource -> queriesAtFirst.compareAndSet(null, customer.calls("Query")));

        assertThat(queriesAtFirst.get()).isEqualTo(1);
        assertThat(customer.calls("Query")).isEqualTo(2);
    }

    @Test
    void whereResourceGraphIsDeniedTheListsGiveTheSameAndNothingIsGone() throws InterruptedException {
        // Given
        Look before = customer.look();
        customer.azure().denyResourceGraph(customer.subscription, customer.app);

        // When
        Look look = customer.look();

        // Then not a word of a resource has changed, and what the list may lack is said
        for (var slice : List.of(RESOURCES, GROUPS)) {
            assertThat(look.in(slice)).containsExactlyInAnyOrderElementsOf(before.in(slice));
            assertThat(look.gaps(slice)).singleElement().satisfies(gap -> {
                assertThat(gap.type()).isEqualTo(Gap.EVERY_TYPE);
                assertReason(gap.reason(), ReasonCode.PERMISSION_MISSING, ReasonClass.PARTIAL, "AccessDenied");
                assertThat(gap.reason().subject()).isEqualTo("Microsoft.ResourceGraph/resources/read");
            });
        }
        // And where no list says as much, nothing is said, rather than less than before
        assertReason(look.blind(SUBSCRIPTION), ReasonCode.PERMISSION_MISSING, ReasonClass.PARTIAL, "AccessDenied");
    }

    @Test
    void theListsAreFollowedToTheLastPage() throws InterruptedException {
        replacedBy(CustomerSubscription.withMachines(2300));
        customer.azure().denyResourceGraph(customer.subscription, customer.app);

        Look look = customer.look();

        assertThat(customer.calls("ListResources")).isEqualTo(3);
        assertThat(look.in(RESOURCES))
                .extracting(Resource::nativeId)
                .hasSize(2300)
                .doesNotHaveDuplicates();
    }

    @Test
    void aTableThatCannotBeListedEitherIsBlind() throws InterruptedException {
        customer.azure().revokeRoles(customer.subscription, customer.app);
        customer.azure().grant(customer.subscription, customer.app, "Microsoft.Resources/subscriptions/read");

        Look look = customer.look();

        assertReason(look.blind(RESOURCES), ReasonCode.PERMISSION_MISSING, ReasonClass.PARTIAL, "AuthorizationFailed");
        assertThat(look.blind(RESOURCES).subject()).isEqualTo("Microsoft.Resources/subscriptions/resources/read");
        assertThat(look.blind(GROUPS).subject()).isEqualTo("Microsoft.Resources/subscriptions/resourceGroups/read");
    }

    @Test
    void nothingOfTheirPropertiesIsTaken() throws InterruptedException {
        assertThat(customer.look().resources().toString()).doesNotContain(CANARY);
        customer.azure().denyResourceGraph(customer.subscription, customer.app);
        assertThat(customer.look().resources().toString()).doesNotContain(CANARY);
    }

    @Test
    void aWrongSecretIsInvalid() throws InterruptedException {
        String wrong = UUID.randomUUID().toString();

        Reason reason = customer.withSecret(wrong).refusal();

        assertReason(reason, ReasonCode.AZURE_SECRET_INVALID, ReasonClass.PERMANENT, "AADSTS7000215");
        assertThat(customer.calls("Token")).isEqualTo(1);
        assertThat(reason.toString()).doesNotContain(wrong);
    }

    @Test
    void anExpiredSecretIsToldApart() throws InterruptedException {
        customer.azure().expireSecret(customer.tenant, customer.app);

        assertReason(customer.refusal(), ReasonCode.AZURE_SECRET_EXPIRED, ReasonClass.PERMANENT, "AADSTS7000222");
    }

    @Test
    void aNewSecretRepairs() throws InterruptedException {
        customer.azure().expireSecret(customer.tenant, customer.app);
        String fresh = customer.azure().newSecret(customer.tenant, customer.app);

        assertThat(customer.withSecret(fresh).look().slices().values()).containsOnly(WHOLE);
    }

    @Test
    void aDeletedApplicationIsNotFound() throws InterruptedException {
        customer.azure().deleteApp(customer.tenant, customer.app);

        assertReason(customer.refusal(), ReasonCode.AZURE_APP_NOT_FOUND, ReasonClass.PERMANENT, "AADSTS700016");
    }

    @Test
    void anUnknownTenantIsNotFound() throws InterruptedException {
        assertReason(
                customer.inTenant(UUID.randomUUID().toString()).refusal(),
                ReasonCode.AZURE_TENANT_NOT_FOUND,
                ReasonClass.PERMANENT,
                "AADSTS90002");
    }

    @Test
    void aMissingRoleIsNamed() throws InterruptedException {
        customer.azure().revokeRoles(customer.subscription, customer.app);

        Reason reason = customer.refusal();

        assertReason(reason, ReasonCode.AZURE_ROLE_MISSING, ReasonClass.PERMANENT, "AuthorizationFailed");
        assertThat(reason.subject()).isEqualTo("Microsoft.Resources/subscriptions/read");
    }

    @Test
    void anUnknownSubscriptionIsNotFound() throws InterruptedException {
        assertReason(
                customer.asking(UUID.randomUUID().toString()).refusal(),
                ReasonCode.SUBSCRIPTION_NOT_FOUND,
                ReasonClass.PERMANENT,
                "SubscriptionNotFound");
    }

    @Test
    void aSubscriptionOfAnotherTenantIsAMismatch() throws InterruptedException {
        customer.azure().moveSubscription(customer.subscription, customer.otherTenant);

        assertReason(
                customer.refusal(),
                ReasonCode.ACCOUNT_MISMATCH,
                ReasonClass.PERMANENT,
                "InvalidAuthenticationTokenTenant");
    }

    @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
    @CsvSource({
        "entra, Token, THROTTLE, THROTTLED",
        "entra, Token, UNAVAILABLE, PROVIDER_ERROR",
        "entra, Token, SERVER_ERROR, PROVIDER_ERROR",
        "entra, Token, HTML_PAGE, PROVIDER_ERROR",
        "entra, Token, XML_PAGE, PROVIDER_ERROR",
        "entra, Token, MALFORMED_XML, PROVIDER_ERROR",
        "entra, Token, DROP, NETWORK",
        "entra, Token, TRUNCATE, NETWORK",
        "entra, Token, HANG, NETWORK",
        "arm, GetSubscription, THROTTLE, THROTTLED",
        "arm, GetSubscription, UNAVAILABLE, PROVIDER_ERROR",
        "arm, GetSubscription, SERVER_ERROR, PROVIDER_ERROR",
        "arm, GetSubscription, HTML_PAGE, PROVIDER_ERROR",
        "arm, GetSubscription, XML_PAGE, PROVIDER_ERROR",
        "arm, GetSubscription, MALFORMED_XML, PROVIDER_ERROR",
        "arm, GetSubscription, DROP, NETWORK",
        "arm, GetSubscription, TRUNCATE, NETWORK",
        "arm, GetSubscription, HANG, NETWORK",
        "arm, GetSubscription, EXPIRED_SESSION, PROVIDER_ERROR",
    })
    void troubleOnTheWayInIsTransient(String service, String action, FaultKind kind, ReasonCode code)
            throws InterruptedException {
        customer.fault(service, action, kind, null);

        Reason reason = customer.refusal();

        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.code().reasonClass()).isEqualTo(ReasonClass.TRANSIENT);
        assertThat(reason.toString()).doesNotContain(customer.secret());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "THROTTLE, THROTTLED",
        "UNAVAILABLE, PROVIDER_ERROR",
        "SERVER_ERROR, PROVIDER_ERROR",
        "HTML_PAGE, PROVIDER_ERROR",
        "XML_PAGE, PROVIDER_ERROR",
        "MALFORMED_XML, PROVIDER_ERROR",
        "ENDLESS_PAGES, PROVIDER_ERROR",
        "DROP, NETWORK",
        "TRUNCATE, NETWORK",
        "HANG, NETWORK",
    })
    void troubleOfResourceGraphBlindsItsSlices(FaultKind kind, ReasonCode code) throws InterruptedException {
        customer.fault("graph", "Query", kind, null);

        assertThat(customer.look().blind(RESOURCES).code()).isEqualTo(code);
        assertThat(customer.calls("ListResources")).isZero();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"ENDLESS_PAGES, PROVIDER_ERROR", "MALFORMED_XML, PROVIDER_ERROR", "DROP, NETWORK", "THROTTLE, THROTTLED"
    })
    void troubleOfAListBlindsItsSlice(FaultKind kind, ReasonCode code) throws InterruptedException {
        customer.azure().denyResourceGraph(customer.subscription, customer.app);
        customer.fault("arm", "ListResources", kind, null);

        Look look = customer.look();

        assertThat(look.blind(RESOURCES).code()).isEqualTo(code);
        assertThat(look.blind(RESOURCES).subject()).isEqualTo("Microsoft.Resources/subscriptions/resources/read");
        assertThat(look.gaps(GROUPS)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "UNAVAILABLE", "DROP"})
    void troubleThatPassesIsOvercome(FaultKind kind) throws InterruptedException {
        customer.fault("entra", "Token", kind, 1);
        customer.fault("arm", "GetSubscription", kind, 1);
        customer.fault("graph", "Query", kind, 1);

        assertThat(customer.look().slices().values()).containsOnly(WHOLE);
    }

    @Test
    void aQuotaThatIsUsedUpIsWaitedFor() throws InterruptedException {
        // Given a subscription of two pages, and others who use the same application before the second
        replacedBy(CustomerSubscription.withMachines(1100));
        SliceTask slice = customer.waiting("6s").slice(RESOURCES);
        customer.azure().useUpResourceGraph(customer.tenant, customer.app, 14);

        // When
        Slice seen = slice.look(resource -> {});

        // Then the second page was asked for when there was quota again
        assertThat(seen).isEqualTo(WHOLE);
        assertThat(customer.azure().calls().matching(call -> call.action().equals("Query")))
                .extracting(Call::status)
                .containsExactly(200, 200);
    }

    @Test
    void aWaitBeyondPatienceIsNotBegun() throws InterruptedException {
        customer.waiting("500ms").fault("arm", "GetSubscription", FaultKind.THROTTLE, null);

        assertThat(customer.refusal().code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(customer.calls("GetSubscription")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"entra, Token", "arm, GetSubscription"})
    @Timeout(20)
    void aDateBeyondPatienceIsNotWaitedFor(String service, String action) throws InterruptedException {
        var _ = customer.azure().faults().set(new Fault(null, service, action, null, FaultKind.THROTTLE, null, 3600));

        assertThat(customer.refusal().code()).isEqualTo(ReasonCode.THROTTLED);
        assertThat(customer.calls(action)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"graph, Query", "arm, ListResources"})
    void anInterruptedCallEndsAtOnceAndNothingFollowsIt(String service, String action) throws InterruptedException {
        // Given a call that hangs
        if (action.equals("ListResources")) {
            customer.azure().denyResourceGraph(customer.subscription, customer.app);
        }
        customer.fault(service, action, FaultKind.HANG, null);
        SliceTask slice = customer.patient().slice(RESOURCES);
        Looking looking = Looking.at(slice);
        Awaitility.await().until(() -> customer.calls(action) == 1);

        // When
        looking.interrupt();

        // Then
        looking.assertInterruptedAtOnce();
        assertThat(customer.calls(action)).isEqualTo(1);
    }

    private void replacedBy(CustomerSubscription other) {
        customer.close();
        customer = other;
    }

    private void assertReason(Reason reason, ReasonCode code, ReasonClass expected, String providerCode) {
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.code().reasonClass()).isEqualTo(expected);
        assertThat(reason.providerCode()).isEqualTo(providerCode);
        assertThat(reason.providerRequestId()).isNotBlank();
        assertThat(reason.toString()).doesNotContain(customer.secret());
    }
}
