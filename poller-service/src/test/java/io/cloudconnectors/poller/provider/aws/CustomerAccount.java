package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.RunTrigger;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.PlatformIdentity;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.CloudProvider.SignIn;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One simulated account, and a poller's AWS provider in front of it. */
final class CustomerAccount implements AutoCloseable {
    static final String ID = "111122223333";
    private static final String PLATFORM = "999988887777";
    private static final String EXTERNAL_ID = "ext";
    private static final String OWN_EXTERNAL_ID = "{StringEquals: {\"sts:ExternalId\": ext}}";
    private static final String SECURITY_AUDIT = "managedPolicies: [SecurityAudit]";
    private static final String RESOURCES = """
            resources:
              buckets: [{name: acme-logs, region: eu-central-1}]
              users: [{name: anna, path: /people/}]
              regions:
                eu-central-1:
                  vpcs: [{name: main, cidr: 10.20.0.0/16}]
                  securityGroups: [{name: web}]
                  instances: [{name: web-1}]
                  volumes: [{name: web-1-root, sizeGib: 20}]
            """;

    private final SimulatedCloud cloud;
    private final UUID runId = UUID.randomUUID();
    private String externalId = EXTERNAL_ID;
    private String expected = ID;
    private List<String> regions = List.of();
    private String attemptTimeout = "1s";

    CustomerAccount(String more) {
        this(SECURITY_AUDIT, OWN_EXTERNAL_ID, more.contains("resources:") ? more : RESOURCES + more);
    }

    private CustomerAccount(String permissions, String condition, String more) {
        PlatformIdentity platform = PlatformIdentity.generate(PLATFORM);
        String yaml = """
                aws:
                  accounts:
                    - id: "111122223333"
                      regions:
                        eu-central-1: opt-in-not-required
                        us-east-1: opt-in-not-required
                        me-south-1: not-opted-in
                      roles:
                        - name: CloudConnector
                          %s
                          trust:
                            Version: "2012-10-17"
                            Statement:
                              - Effect: Allow
                                Principal: {AWS: "arn:aws:iam::${platform}:root"}
                                Action: sts:AssumeRole
                                Condition: %s
                """.formatted(permissions, condition) + more.indent(6);
        try {
            cloud = SimulatedCloud.start(0, yaml, platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("aws.endpointUrl", cloud.endpoint().toString());
        System.setProperty("aws.accessKeyId", platform.key().id());
        System.setProperty("aws.secretAccessKey", platform.key().secret());
    }

    /** The same account with other fields. */
    CustomerAccount replacedBy(String more) {
        close();
        return new CustomerAccount(more);
    }

    /** The same account, whose role may do this alone. */
    CustomerAccount permitting(String... actions) {
        close();
        String list = Arrays.stream(actions).map(a -> '"' + a + '"').collect(Collectors.joining(", "));
        return new CustomerAccount(
                "inlinePolicies: {Some: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Action: [" + list
                        + "], Resource: \"*\"}]}}",
                OWN_EXTERNAL_ID,
                RESOURCES);
    }

    /** The same account, whose role lets the platform in on this condition. */
    CustomerAccount trustingOn(String condition) {
        close();
        return new CustomerAccount(SECURITY_AUDIT, condition, RESOURCES);
    }

    CustomerAccount withExternalId(String id) {
        externalId = id;
        return this;
    }

    CustomerAccount expecting(String accountId) {
        expected = accountId;
        return this;
    }

    CustomerAccount in(String... names) {
        regions = List.of(names);
        return this;
    }

    /** No time-out in the way of what the test is about. */
    CustomerAccount patient() {
        attemptTimeout = "30s";
        return this;
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    UUID runId() {
        return runId;
    }

    int calls(String action) {
        return cloud.calls().matching(call -> call.action().equals(action)).size();
    }

    /** Why there is no way in. */
    Reason refusal() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Refused(var reason) -> reason;
            case SignIn.Accepted accepted -> throw new AssertionError("It was let in");
        };
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
        return entered().plan();
    }

    /** The account, signed in to. */
    CloudProvider.Account entered() throws InterruptedException {
        return switch (signIn()) {
            case SignIn.Accepted(var account) -> account;
            case SignIn.Refused(var reason) -> throw new AssertionError("Refused: " + reason);
        };
    }

    private SignIn signIn() throws InterruptedException {
        AwsProvider provider = new AwsProvider(
                TestConfig.with(Map.of(
                        "poller.aws.max-attempts", "2",
                        "poller.aws.attempt-timeout", attemptTimeout,
                        "poller.aws.call-timeout", "60s")),
                InstantSource.system());
        UUID credential = UUID.randomUUID();
        return provider.signIn(
                new RunRequest(
                        runId,
                        1,
                        UUID.randomUUID(),
                        "acme",
                        Provider.AWS,
                        RunTrigger.MANUAL,
                        new RunSettings(new RunSettings.Aws(expected, "aws", regions), null, null),
                        new CredentialReference(credential, 1),
                        Instant.EPOCH,
                        600),
                new RevealedCredential(
                        credential,
                        1,
                        new RevealedCredential.AwsRole("arn:aws:iam::" + ID + ":role/CloudConnector", externalId),
                        null,
                        null));
    }

    /** What was found. */
    record Look(Map<SliceKey, Slice> slices, List<Resource> resources) {

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

        long count(String type) {
            return resources.stream()
                    .filter(resource -> resource.type().equals(type))
                    .count();
        }
    }

    @Override
    public void close() {
        System.clearProperty("aws.endpointUrl");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        cloud.close();
    }
}
