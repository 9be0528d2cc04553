package io.cloudconnectors.poller.provider.azure;

import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.GROUPS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.PROVIDERS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.RESOURCES;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.ROLE_ASSIGNMENTS;
import static io.cloudconnectors.poller.provider.azure.CustomerSubscription.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.provider.CatalogueFile;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of each entry, what it makes of an answer, its second page, and what it does where it is denied. */
class AzureCatalogueTest {
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final Slice WHOLE = new Slice.Seen(List.of());

    private CustomerSubscription customer = new CustomerSubscription();

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void theListOfResourceTypesIsThatOfTheCatalogue() {
        CatalogueFile.assertLists("azure", customer.provider().resourceTypes());
    }

    /** What a set-up grants is what the entries need, and what the sign-in does. */
    @Test
    void everyPermissionIsNeededBySomeEntry() {
        assertThat(AzureCatalogue.entries().stream().flatMap(entry -> entry.permissions().stream()))
                .containsAll(EnumSet.complementOf(EnumSet.of(AzurePermission.SUBSCRIPTION_READ)));
    }

    @Test
    void theSubscriptionHasItsStateAndThePathOfItsManagementGroups() throws InterruptedException {
        replacedBy(CustomerSubscription.within(
                "managementGroups: [{name: online, displayName: Online}, {name: acme, displayName: Acme}]"));

        assertThat(customer.look().in(SUBSCRIPTION))
                .containsExactly(new Resource(
                        "microsoft.resources/subscriptions",
                        customer.id(),
                        "Production",
                        SliceKey.GLOBAL,
                        Map.of(),
                        Map.of(
                                "state",
                                "Enabled",
                                "managementGroups",
                                List.of(
                                        Map.of("name", "online", "displayName", "Online"),
                                        Map.of("name", "acme", "displayName", "Acme")))));
    }

    @Test
    void aRoleAssignmentSaysWhoMayDoWhatWhere() throws InterruptedException {
        Resource assignment = customer.look().in(ROLE_ASSIGNMENTS).getFirst();

        assertThat(assignment.type()).isEqualTo("microsoft.authorization/roleassignments");
        assertThat(assignment.nativeId())
                .isEqualTo(customer.id() + "/providers/microsoft.authorization/roleassignments/" + assignment.name());
        assertThat(assignment.detail())
                .containsEntry(
                        "roleDefinitionId",
                        customer.id() + "/providers/microsoft.authorization/roledefinitions/" + READER)
                .containsEntry("principalType", "ServicePrincipal")
                .containsEntry("scope", customer.id())
                .containsOnlyKeys("roleDefinitionId", "principalId", "principalType", "scope");
    }

    /** Shape: Azure REST API, Role Assignments - List For Subscription, RoleAssignment. */
    @Test
    void ofARoleAssignmentTimesAuthorsAndFreeTextAreLeftOut() {
        Resource assignment = RoleAssignments.row(Map.of(
                "id", "/subscriptions/S/providers/Microsoft.Authorization/roleAssignments/R",
                "name", "R",
                "properties",
                        Map.of(
                                "roleDefinitionId",
                                        "/subscriptions/S/providers/Microsoft.Authorization/roleDefinitions/D",
                                "principalId", "p",
                                "scope", "/subscriptions/S",
                                "condition", "@Resource[name] StringEquals 'x'",
                                "description", "for the audit",
                                "createdOn", "2025-01-01T00:00:00Z",
                                "updatedBy", "somebody")));

        assertThat(assignment.detail())
                .isEqualTo(Map.of(
                        "roleDefinitionId", "/subscriptions/s/providers/microsoft.authorization/roledefinitions/d",
                        "principalId", "p",
                        "scope", "/subscriptions/s",
                        "condition", "@Resource[name] StringEquals 'x'"));
        assertThatThrownBy(() -> RoleAssignments.row(Map.of("name", "R"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProviderThatIsNotRegisteredSaysWhyThereIsNothingOfIt() throws InterruptedException {
        replacedBy(CustomerSubscription.within("providers: {Microsoft.Security: NotRegistered}"));

        assertThat(customer.look().in(PROVIDERS))
                .filteredOn(provider -> "Microsoft.Security".equals(provider.name()))
                .containsExactly(new Resource(
                        "microsoft.resources/providers",
                        customer.id() + "/providers/microsoft.security",
                        "Microsoft.Security",
                        SliceKey.GLOBAL,
                        Map.of(),
                        Map.of("registrationState", "NotRegistered")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"role-assignments, ListRoleAssignments", "resource-providers, ListProviders"})
    void theListsAreFollowedToTheLastPage(String service, String action) throws InterruptedException {
        replacedBy(CustomerSubscription.within(manyAssignments() + "\n" + manyProviders()));
        SliceKey slice = new SliceKey(SliceKey.GLOBAL, service);

        Look look = Look.at(List.of(customer.slice(slice)));

        assertThat(look.slices()).containsEntry(slice, WHOLE);
        assertThat(look.in(slice))
                .hasSizeGreaterThan(1100)
                .extracting(Resource::nativeId)
                .doesNotHaveDuplicates()
                .allMatch(customer.truth()::contains);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "ListRoleAssignments, THROTTLE, THROTTLED",
        "ListRoleAssignments, UNAVAILABLE, PROVIDER_ERROR",
        "ListRoleAssignments, HTML_PAGE, PROVIDER_ERROR",
        "ListRoleAssignments, MALFORMED_XML, PROVIDER_ERROR",
        "ListRoleAssignments, ENDLESS_PAGES, PROVIDER_ERROR",
        "ListRoleAssignments, TRUNCATE, NETWORK",
        "ListRoleAssignments, DROP, NETWORK",
        "ListRoleAssignments, HANG, NETWORK",
    })
    void troubleOfAListBlindsItsSliceAlone(String action, FaultKind kind, ReasonCode code) throws InterruptedException {
        customer.fault("arm", action, kind, null);

        Look look = customer.look();

        assertThat(look.blind(ROLE_ASSIGNMENTS).code()).isEqualTo(code);
        assertThat(look.slices()).containsEntry(RESOURCES, WHOLE).containsEntry(PROVIDERS, WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role-assignments", "resource-providers"})
    void aListThatIsDeniedIsBlind(String service) throws InterruptedException {
        customer.azure().revokeRoles(customer.subscription, customer.app);
        customer.azure().grant(customer.subscription, customer.app, "Microsoft.Resources/subscriptions/read");
        AzureSource source = AzureCatalogue.entries().stream()
                .filter(entry -> entry.service().equals(service))
                .findFirst()
                .orElseThrow();

        Reason reason = customer.look().blind(AzureSlice.key(source));

        assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
        assertThat(reason.providerCode()).isEqualTo("AuthorizationFailed");
        assertThat(reason.subject()).isEqualTo(source.permissions().getFirst().action());
    }

    @Test
    void whatIsKnownToBeDeniedIsToldAsItWasWithoutACall() throws InterruptedException {
        Reason roles = denied("Microsoft.Authorization/roleAssignments/read");
        Reason graph = denied("Microsoft.ResourceGraph/resources/read");
        customer.knownToDeny(
                new KnownDenial(ROLE_ASSIGNMENTS, roles),
                new KnownDenial(SUBSCRIPTION, graph),
                new KnownDenial(RESOURCES, graph));

        Look look = customer.look();

        assertThat(look.blind(ROLE_ASSIGNMENTS)).isEqualTo(roles);
        assertThat(look.blind(SUBSCRIPTION)).isEqualTo(graph);
        assertThat(look.gaps(RESOURCES)).containsExactly(new Gap(Gap.EVERY_TYPE, graph));
        assertThat(look.slices()).containsEntry(GROUPS, WHOLE);
        assertThat(customer.calls("ListRoleAssignments")).isZero();
        assertThat(customer.calls("Query")).isEqualTo(1);
    }

    @Test
    void aReachThatIsKnownToBeDeniedIsNotAskedFor() throws InterruptedException {
        Reason reach = denied("Microsoft.Resources/subscriptions/providers/read");
        customer.knownToDeny(
                new KnownDenial(RESOURCES, reach),
                new KnownDenial(GROUPS, reach),
                new KnownDenial(SUBSCRIPTION, reach),
                new KnownDenial(PROVIDERS, reach));

        Look look = customer.look();

        assertThat(look.gaps(RESOURCES)).containsExactly(new Gap(Gap.EVERY_TYPE, reach));
        assertThat(look.gaps(GROUPS)).containsExactly(new Gap(Gap.EVERY_TYPE, reach));
        assertThat(look.gaps(SUBSCRIPTION)).containsExactly(new Gap(Gap.EVERY_TYPE, reach));
        assertThat(look.blind(PROVIDERS)).isEqualTo(reach);
        assertThat(customer.calls("ListProviders")).isZero();
    }

    private static Reason denied(String permission) {
        return new Reason(ReasonCode.PERMISSION_MISSING, "AuthorizationFailed", "r-1", permission, Instant.EPOCH);
    }

    private static String manyAssignments() {
        return IntStream.range(0, 1100)
                .mapToObj(i -> "  - {principalId: 00000000-0000-0000-0000-%012d, principalType: User, role: Reader}"
                        .formatted(i))
                .collect(Collectors.joining("\n", "roleAssignments:\n", ""));
    }

    private static String manyProviders() {
        return IntStream.range(0, 1100)
                .mapToObj(i -> "  Acme.Provider" + i + ": NotRegistered")
                .collect(Collectors.joining("\n", "providers:\n", ""));
    }

    private void replacedBy(CustomerSubscription other) {
        customer.close();
        customer = other;
    }
}
