package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.calls.Call;
import io.cloudconnectors.local.cloud.fault.Fault;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.google.SimulatedGoogle;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One simulated project whose service account lives in another one, and a poller's Google provider in front of it. */
final class CustomerProject implements AutoCloseable {
    static final String ID = "acme-prod";
    static final String HOME = "acme-tools";
    static final String EMAIL = "poller@acme-tools.iam.gserviceaccount.com";
    static final String CANARY = "canary-90b7";
    private static final String YAML = """
            google:
              projects:
                - id: acme-tools
                  number: "111111111111"
                  name: Tools
                  apis: [cloudresourcemanager.googleapis.com, cloudasset.googleapis.com]
                  serviceAccounts: [{name: poller}]
                - id: acme-prod
                  number: "222222222222"
                  name: Production
                  apis: [compute.googleapis.com, storage.googleapis.com]
                  bindings:
                    poller@acme-tools.iam.gserviceaccount.com: [roles/viewer, roles/cloudasset.viewer]
                  resources:
                    - type: compute.googleapis.com/Instance
                      name: web-1
                      location: europe-west3-a
                      labels: {env: prod}
                      data:
                        deletionProtection: true
                        metadata: {items: [{key: startup-script, value: canary-90b7}]}
                    - {type: compute.googleapis.com/Disk, name: web-1, location: europe-west3-a, data: {sizeGb: "50"}}
                    - {type: compute.googleapis.com/Network, name: main, data: {autoCreateSubnetworks: false, mtu: 1460}}
                    - {type: compute.googleapis.com/Firewall, name: ssh, data: {allowed: [{IPProtocol: tcp, ports: ["22"]}]}}
                    - {type: compute.googleapis.com/Subnetwork, name: web, location: europe-west3}
                    - {type: storage.googleapis.com/Bucket, name: acme-logs, location: eu, data: {acl: [{entity: canary-90b7}]}}
                    - {type: pubsub.googleapis.com/Topic, name: orders}
                    - type: sqladmin.googleapis.com/Instance
                      name: orders
                      location: europe-west3
                      data: {settings: {tier: db-f1-micro, databaseFlags: [{name: log_output, value: canary-90b7}]}}
                    - type: cloudfunctions.googleapis.com/Function
                      name: send
                      location: europe-west3
                      data: {state: ACTIVE, serviceConfig: {environmentVariables: {TOKEN: canary-90b7}}}
            """;

    /** Making a key is slow; a signature with it is checked all the same. */
    private static final KeyFiles.Created KEY = KeyFiles.create(HOME, EMAIL, "1");

    private final SimulatedGoogle cloud;
    private final List<GoogleProvider> providers = new ArrayList<>();
    private String attemptTimeout = "2s";

    CustomerProject() {
        this(Duration.ZERO);
    }

    /** @param ahead how far the cloud's clock is before ours */
    CustomerProject(Duration ahead) {
        InstantSource system = InstantSource.system();
        try {
            cloud = SimulatedGoogle.start(0, YAML, () -> system.instant().plus(ahead));
            cloud.uploadKey(HOME, EMAIL, KEY.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SimulatedGoogle cloud() {
        return cloud;
    }

    /** No time-out in the way of what the test is about. */
    CustomerProject patient() {
        attemptTimeout = "30s";
        return this;
    }

    CustomerProject with(FaultKind kind, String service, String action) {
        fault(service, action, kind, null);
        return this;
    }

    void fault(String service, String action, FaultKind kind, Integer count) {
        cloud.faults().set(new Fault(null, service, action, null, kind, count, null));
    }

    List<String> actions() {
        return cloud.calls().matching(call -> true).stream().map(Call::action).toList();
    }

    Reason refusal() throws InterruptedException {
        return refusal(ID);
    }

    Reason refusal(String projectId) throws InterruptedException {
        return switch (signIn(projectId)) {
            case SignIn.Refused(var reason) -> discreet(reason);
            case SignIn.Accepted _ -> throw new AssertionError("It was let in");
        };
    }

    List<SliceTask> plan() throws InterruptedException {
        return switch (signIn(ID)) {
            case SignIn.Accepted(var account) -> account.plan();
            case SignIn.Refused(var reason) -> throw new AssertionError("Refused: " + reason);
        };
    }

    Look look() throws InterruptedException {
        return look(plan());
    }

    Look look(List<SliceTask> plan) throws InterruptedException {
        Map<SliceKey, Slice> slices = new LinkedHashMap<>();
        Map<SliceKey, List<Resource>> resources = new LinkedHashMap<>();
        for (SliceTask task : plan) {
            List<Resource> found = resources.computeIfAbsent(task.key(), key -> new ArrayList<>());
            slices.put(task.key(), task.look(found::add));
        }
        return new Look(slices, resources);
    }

    private SignIn signIn(String projectId) throws InterruptedException {
        GoogleProvider provider = new GoogleProvider(
                TestConfig.with(Map.of(
                        "poller.google.endpoint",
                        cloud.endpoint().toString(),
                        "poller.google.max-attempts",
                        "2",
                        "poller.google.first-pause",
                        "10ms",
                        "poller.google.attempt-timeout",
                        attemptTimeout)),
                InstantSource.system());
        providers.add(provider);
        UUID credential = UUID.randomUUID();
        return provider.signIn(
                new RunRequest(
                        UUID.randomUUID(),
                        1,
                        UUID.randomUUID(),
                        "acme",
                        Provider.GCP,
                        RunTrigger.MANUAL,
                        new RunSettings(null, null, new RunSettings.Gcp(projectId)),
                        new CredentialReference(credential, 1),
                        Instant.EPOCH,
                        600),
                new RevealedCredential(
                        credential, 1, null, null, new RevealedCredential.GcpServiceAccountKey(projectId, KEY.text())));
    }

    /** No reason names the account or holds anything of its key. */
    private Reason discreet(Reason reason) {
        assertThat(reason.toString())
                .doesNotContain(EMAIL, "PRIVATE KEY", KEY.key().id());
        return reason;
    }

    /** What was found. */
    final class Look {
        private final Map<SliceKey, Slice> slices;
        private final Map<SliceKey, List<Resource>> found;

        private Look(Map<SliceKey, Slice> slices, Map<SliceKey, List<Resource>> found) {
            this.slices = slices;
            this.found = found;
        }

        Map<SliceKey, Slice> slices() {
            return slices;
        }

        Reason blind(SliceKey key) {
            return switch (slices.get(key)) {
                case Slice.Blind(var reason) -> discreet(reason);
                case Slice.Seen _ -> throw new AssertionError(key + " was seen");
            };
        }

        List<Resource> in(SliceKey key) {
            return found.get(key);
        }

        List<Resource> resources() {
            return found.values().stream().flatMap(List::stream).toList();
        }
    }

    @Override
    public void close() {
        cloud.close();
        providers.forEach(GoogleProvider::close);
    }
}
