package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.local.cloud.google.SimulatedGoogle;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudStart;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SimulatedCustomer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One simulated project whose service account lives in another one, and a poller's Google provider in front of it. */
final class CustomerProject extends SimulatedCustomer {
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
                  apis: [cloudresourcemanager.googleapis.com, cloudasset.googleapis.com, serviceusage.googleapis.com]
                  serviceAccounts: [{name: poller}]
                - id: acme-prod
                  number: "222222222222"
                  name: Production
                  ancestors: [folders/341900112233, organizations/500600700800]
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
                    - {type: pubsub.googleapis.com/Topic, name: orders, iam: {roles/pubsub.viewer: ["user:b@acme.example", "user:a@acme.example"]}}
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
    private String asked = ID;
    private UnaryOperator<String> keyFile = UnaryOperator.identity();

    CustomerProject() {
        this(Duration.ZERO);
    }

    /** @param ahead how far the cloud's clock is before ours */
    CustomerProject(Duration ahead) {
        super("2s");
        InstantSource system = InstantSource.system();
        cloud = CloudStart.now(
                () -> SimulatedGoogle.start(0, YAML, () -> system.instant().plus(ahead)));
        cloud.uploadKey(HOME, EMAIL, KEY.key());
    }

    SimulatedGoogle cloud() {
        return cloud;
    }

    CustomerProject asking(String projectId) {
        asked = projectId;
        return this;
    }

    /** A key file that says something else. */
    CustomerProject withKeyFile(UnaryOperator<String> change) {
        keyFile = change;
        return this;
    }

    CustomerProject with(FaultKind kind, String service, String action) {
        fault(service, action, kind, null);
        return this;
    }

    @Override
    public Reason refusal() throws InterruptedException {
        return discreet(super.refusal());
    }

    @Override
    public Look look() throws InterruptedException {
        Look look = super.look();
        discreet(look.slices());
        return look;
    }

    /** No reason names the account or holds anything of its key. */
    private static <T> T discreet(T reasons) {
        assertThat(reasons.toString())
                .doesNotContain(EMAIL, "PRIVATE KEY", KEY.key().id());
        return reasons;
    }

    @Override
    protected CloudProvider newProvider() {
        GoogleProvider provider = new GoogleProvider(
                TestConfig.with(Map.of(
                        "poller.google.endpoint",
                        cloud.endpoint().toString(),
                        "poller.google.max-attempts",
                        "2",
                        "poller.google.first-pause",
                        "10ms",
                        "poller.google.attempt-timeout",
                        attemptTimeout())),
                InstantSource.system(),
                TestConfig.egress());
        providers.add(provider);
        return provider;
    }

    @Override
    protected RunSettings settings() {
        return new RunSettings(null, null, new RunSettings.Gcp(asked));
    }

    @Override
    protected RevealedCredential credential(UUID id) {
        return new RevealedCredential(
                id, 1, null, null, new RevealedCredential.GcpServiceAccountKey(asked, keyFile.apply(KEY.text())));
    }

    @Override
    protected Faults faults() {
        return cloud.faults();
    }

    @Override
    protected CallLog calls() {
        return cloud.calls();
    }

    @Override
    public void close() {
        cloud.close();
        providers.forEach(GoogleProvider::close);
    }
}
