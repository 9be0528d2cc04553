package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.azure.SimulatedAzure;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One simulated subscription, and a poller's Azure provider in front of it. Ids are new ones, as the SDK remembers some. */
final class CustomerSubscription implements AutoCloseable {
    static final SliceKey RESOURCES = new SliceKey(SliceKey.GLOBAL, "resources");
    static final SliceKey GROUPS = new SliceKey(SliceKey.GLOBAL, "resource-groups");

    /** What a customer keeps in the properties of a resource, and nobody else may see. */
    static final String CANARY = UUID.randomUUID().toString();

    private static final String CONTENT = """
            - name: RG-Shop
              location: West Europe
              tags: {team: shop}
              resources:
                - type: Microsoft.Compute/virtualMachines
                  name: web-1
                  tags: {env: prod}
                  properties: {provisioningState: Succeeded, osProfile: {customData: CANARY, adminPassword: CANARY}}
                - type: Microsoft.Sql/servers/databases
                  name: sql-1/orders
                  kind: "v12.0,user"
                  sku: {name: S1, tier: Standard, capacity: 10, note: CANARY}
                  properties: {connectionString: "Server=sql-1;Password=CANARY"}
                - type: Microsoft.Storage/storageAccounts
                  name: shopLogs
                  location: northeurope
                  kind: StorageV2
                  sku: {name: Standard_LRS}
                  properties: {uri: "https://shoplogs.blob.core.windows.net/?sv=2024-11-04&sig=CANARY"}
                - {type: Microsoft.Network/dnszones, name: acme.example, location: ""}
            - {name: empty, location: westeurope}
            """.replace("CANARY", CANARY);

    final String tenant = UUID.randomUUID().toString();
    final String otherTenant = UUID.randomUUID().toString();
    final String app = UUID.randomUUID().toString();
    final String subscription = UUID.randomUUID().toString();
    private final SimulatedAzure azure;
    private String signInTenant = tenant;
    private String asked = subscription;
    private String secret;
    private String attemptTimeout = "2s";
    private String maxWait = "2s";

    CustomerSubscription() {
        this(CONTENT);
    }

    CustomerSubscription(String content) {
        try {
            azure = SimulatedAzure.start(
                    0, """
                    azure:
                      tenants:
                        - id: %s
                          apps: [{id: %s}]
                          subscriptions:
                            - id: %s
                              name: Production
                              roles: {%s: [Reader]}
                              resourceGroups:
                    """.formatted(tenant, app, subscription, app) + content.indent(12) + """
                        - {id: %s, apps: [], subscriptions: []}
                    """.formatted(otherTenant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secret = azure.newSecret(tenant, app);
    }

    SimulatedAzure azure() {
        return azure;
    }

    CustomerSubscription withSecret(String other) {
        secret = other;
        return this;
    }

    String secret() {
        return secret;
    }

    CustomerSubscription inTenant(String other) {
        signInTenant = other;
        return this;
    }

    CustomerSubscription asking(String other) {
        asked = other;
        return this;
    }

    /** No time-out in the way of what the test is about. */
    CustomerSubscription patient() {
        attemptTimeout = "30s";
        return this;
    }

    /** Azure may ask for so long a wait. */
    CustomerSubscription waiting(String atMost) {
        maxWait = atMost;
        return this;
    }

    void fault(String service, String action, FaultKind kind, @Nullable Integer count) {
        azure.faults().set(new Fault(null, service, action, null, kind, count, null));
    }

    int calls(String action) {
        return azure.calls().matching(call -> call.action().equals(action)).size();
    }

    /** Why there is no way in. */
    Reason refusal() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Refused(var reason) -> reason;
            case SignIn.Accepted accepted -> throw new AssertionError("It was let in");
        };
    }

    /** As many machines as that, and nothing else. */
    static CustomerSubscription withMachines(int count) {
        return new CustomerSubscription(IntStream.range(0, count)
                .mapToObj(i -> "    - {type: Microsoft.Compute/virtualMachines, name: vm-" + i + "}")
                .collect(Collectors.joining("\n", "- name: fleet\n  location: westeurope\n  resources:\n", "\n")));
    }

    /** The ids of all there is, as we know them. */
    Set<String> truth() {
        return azure.ids(subscription).stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    SliceTask slice(SliceKey key) throws InterruptedException {
        return plan().stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    Look look() throws InterruptedException {
        Map<SliceKey, Slice> slices = new LinkedHashMap<>();
        List<Resource> resources = new ArrayList<>();
        for (SliceTask task : plan()) {
            slices.put(task.key(), task.look(resources::add));
        }
        return new Look(slices, resources);
    }

    List<SliceTask> plan() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Accepted(var account) -> account.plan();
            case SignIn.Refused(var reason) -> throw new AssertionError("Refused: " + reason);
        };
    }

    SignIn signIn() throws InterruptedException {
        AzureProvider provider = new AzureProvider(
                TestConfig.with(Map.of(
                        "poller.azure.authority-host",
                        azure.endpoint().toString(),
                        "poller.azure.resource-manager-endpoint",
                        azure.endpoint().toString(),
                        "poller.azure.ca-file",
                        azure.caFile().toString(),
                        "poller.azure.max-attempts",
                        "2",
                        "poller.azure.attempt-timeout",
                        attemptTimeout,
                        "poller.azure.max-wait",
                        maxWait)),
                InstantSource.system());
        UUID credential = UUID.randomUUID();
        return provider.signIn(
                new RunRequest(
                        UUID.randomUUID(),
                        1,
                        UUID.randomUUID(),
                        "acme",
                        Provider.AZURE,
                        RunTrigger.MANUAL,
                        new RunSettings(null, new RunSettings.Azure(signInTenant, asked, AzureCloud.PUBLIC), null),
                        new CredentialReference(credential, 1),
                        Instant.EPOCH,
                        600),
                new RevealedCredential(
                        credential,
                        1,
                        null,
                        new RevealedCredential.AzureClientSecret(signInTenant, app, secret),
                        null));
    }

    /** What was found. */
    record Look(Map<SliceKey, Slice> slices, List<Resource> resources) {

        Set<String> ids() {
            return resources.stream().map(Resource::nativeId).collect(Collectors.toSet());
        }

        Reason blind(SliceKey key) {
            return switch (slices.get(key)) {
                case Slice.Blind(var reason) -> reason;
                case Slice.Seen seen -> throw new AssertionError(key + " was seen");
            };
        }

        List<Gap> gaps(SliceKey key) {
            return switch (slices.get(key)) {
                case Slice.Seen(var gaps) -> gaps;
                case Slice.Blind blind -> throw new AssertionError(key + " is " + blind);
            };
        }
    }

    @Override
    public void close() {
        azure.close();
    }
}
