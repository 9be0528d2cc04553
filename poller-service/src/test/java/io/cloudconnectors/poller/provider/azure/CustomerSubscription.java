package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzureCloud;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.azure.SimulatedAzure;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudStart;
import io.cloudconnectors.poller.provider.SimulatedCustomer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One simulated subscription, and a poller's Azure provider in front of it. Ids are new ones, as the SDK remembers some. */
final class CustomerSubscription extends SimulatedCustomer {
    static final SliceKey RESOURCES = new SliceKey(SliceKey.GLOBAL, "resources");
    static final SliceKey GROUPS = new SliceKey(SliceKey.GLOBAL, "resource-groups");
    static final SliceKey SUBSCRIPTION = new SliceKey(SliceKey.GLOBAL, "subscription");
    static final SliceKey ROLE_ASSIGNMENTS = new SliceKey(SliceKey.GLOBAL, "role-assignments");
    static final SliceKey PROVIDERS = new SliceKey(SliceKey.GLOBAL, "resource-providers");

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
    private String maxWait = "2s";

    CustomerSubscription() {
        this(CONTENT, "");
    }

    /** @param surroundings further members of the subscription, as in YAML */
    private CustomerSubscription(String content, String surroundings) {
        super("2s");
        String yaml = """
                azure:
                  tenants:
                    - id: %s
                      apps: [{id: %s}]
                      subscriptions:
                        - id: %s
                          name: Production
                          roles: {%s: [Reader]}
                """.formatted(tenant, app, subscription, app)
                + surroundings.indent(10)
                + "          resourceGroups:\n"
                + content.indent(12)
                + """
                    - {id: %s, apps: [], subscriptions: []}
                """.formatted(otherTenant);
        azure = CloudStart.now(() -> SimulatedAzure.start(0, yaml));
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

    /** Azure may ask for so long a wait. */
    CustomerSubscription waiting(String atMost) {
        maxWait = atMost;
        reconfigure();
        return this;
    }

    /** As many machines as that, and nothing else. */
    static CustomerSubscription withMachines(int count) {
        return new CustomerSubscription(
                IntStream.range(0, count)
                        .mapToObj(i -> "    - {type: Microsoft.Compute/virtualMachines, name: vm-" + i + "}")
                        .collect(Collectors.joining(
                                "\n", "- name: fleet\n  location: westeurope\n  resources:\n", "\n")),
                "");
    }

    /** The usual content, below and among what is written. */
    static CustomerSubscription within(String surroundings) {
        return new CustomerSubscription(CONTENT, surroundings);
    }

    String id() {
        return "/subscriptions/" + subscription;
    }

    /** The ids of all there is, as we know them. */
    Set<String> truth() {
        return azure.ids(subscription).stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Override
    protected CloudProvider newProvider() {
        String endpoint = azure.endpoint().toString();
        return new AzureProvider(
                TestConfig.with(Map.of(
                        "poller.azure.authority-host",
                        endpoint,
                        "poller.azure.resource-manager-endpoint",
                        endpoint,
                        "poller.azure.ca-file",
                        azure.caFile().toString(),
                        "poller.azure.max-attempts",
                        "2",
                        "poller.azure.attempt-timeout",
                        attemptTimeout(),
                        "poller.azure.max-wait",
                        maxWait)),
                InstantSource.system(),
                TestConfig.egress());
    }

    @Override
    protected RunSettings settings() {
        return new RunSettings(null, new RunSettings.Azure(signInTenant, asked, AzureCloud.PUBLIC), null);
    }

    @Override
    protected RevealedCredential credential(UUID id) {
        return new RevealedCredential(
                id, 1, null, new RevealedCredential.AzureClientSecret(signInTenant, app, secret), null);
    }

    @Override
    protected Faults faults() {
        return azure.faults();
    }

    @Override
    protected CallLog calls() {
        return azure.calls();
    }

    @Override
    public void close() {
        azure.close();
    }
}
