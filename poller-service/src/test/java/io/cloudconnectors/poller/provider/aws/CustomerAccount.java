package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.SimulatedCustomer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One simulated account, and a poller's AWS provider in front of it. */
final class CustomerAccount extends SimulatedCustomer {
    static final String ID = "111122223333";
    private static final String EXTERNAL_ID = "ext";
    private static final String OWN_EXTERNAL_ID = "{StringEquals: {\"sts:ExternalId\": ext}}";
    private static final int AS_DEEP = 10;
    /** Two of every type that is read. */
    private static final String RESOURCES = everything();

    /** What SecurityAudit has not, and the set-up grants beside it. */
    private static final String SECURITY_AUDIT = "managedPolicies: [SecurityAudit]\n"
            + inline(lackedBySecurityAudit()).indent(AS_DEEP);

    private final SimulatedAws aws;
    private String externalId = EXTERNAL_ID;
    private String expected = ID;
    private List<String> regions = List.of();

    CustomerAccount(String more) {
        this(SECURITY_AUDIT, OWN_EXTERNAL_ID, more.contains("resources:") ? more : RESOURCES + more);
    }

    private CustomerAccount(String permissions, String condition, String more) {
        super("1s");
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
                        - name: web-instance
                          tags: {team: shop}
                """.formatted(permissions, condition) + more.indent(6);
        aws = SimulatedAws.start(yaml);
    }

    /** The same account with other fields. */
    CustomerAccount replacedBy(String more) {
        close();
        return new CustomerAccount(more);
    }

    /** The same account, whose role may do this alone. */
    CustomerAccount permitting(String... actions) {
        close();
        return holding(policy(Arrays.stream(actions)));
    }

    /** An account with these resources, whose role may do this alone. */
    CustomerAccount permitting(Resources resources, String... actions) {
        close();
        return new CustomerAccount(inline(Arrays.stream(actions)), OWN_EXTERNAL_ID, resources.yaml());
    }

    /** As the account's description has them. */
    record Resources(String yaml) {}

    private static String policy(Stream<String> actions) {
        String list = actions.map(action -> '"' + action + '"').collect(Collectors.joining(", "));
        return "{Version: \"2012-10-17\", Statement: [{Effect: Allow, Action: [" + list + "], Resource: \"*\"}]}";
    }

    private static Stream<String> lackedBySecurityAudit() {
        return Arrays.stream(AwsPermission.values())
                .filter(permission -> !permission.inSecurityAudit())
                .map(AwsPermission::action);
    }

    private static String inline(Stream<String> actions) {
        return "inlinePolicies: {Some: " + policy(actions) + "}";
    }

    private static String everything() {
        try (InputStream yaml = CustomerAccount.class.getResourceAsStream("/aws/everything.yaml")) {
            return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The account of which nothing is changed, whose lists come one by one. */
    static CustomerAccount inPagesOfOne() {
        return new CustomerAccount("largestPage: 1");
    }

    /** An account whose role has this policy alone. */
    static CustomerAccount holding(String policy) {
        return new CustomerAccount("inlinePolicies: {Some: " + policy + "}", OWN_EXTERNAL_ID, RESOURCES);
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

    SimulatedCloud cloud() {
        return aws.cloud();
    }

    @Override
    protected CloudProvider newProvider() {
        return new AwsProvider(
                TestConfig.with(Map.of(
                        "poller.aws.max-attempts", "2",
                        "poller.aws.attempt-timeout", attemptTimeout(),
                        "poller.aws.call-timeout", "60s")),
                InstantSource.system(),
                TestConfig.egress());
    }

    @Override
    protected RunSettings settings() {
        return new RunSettings(new RunSettings.Aws(expected, "aws", regions), null, null);
    }

    @Override
    protected RevealedCredential credential(UUID id) {
        return new RevealedCredential(
                id,
                1,
                new RevealedCredential.AwsRole("arn:aws:iam::" + ID + ":role/CloudConnector", externalId),
                null,
                null);
    }

    @Override
    protected Faults faults() {
        return cloud().faults();
    }

    @Override
    protected CallLog calls() {
        return cloud().calls();
    }

    @Override
    public void close() {
        aws.close();
    }
}
