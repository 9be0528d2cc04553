package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.cloud.calls.CallLog;
import io.cloudconnectors.local.cloud.fault.Faults;
import io.cloudconnectors.poller.TestConfig;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.SimulatedCustomer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** One simulated account, and a poller's AWS provider in front of it. */
final class CustomerAccount extends SimulatedCustomer {
    static final String ID = "111122223333";
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
        String list = Arrays.stream(actions).map(a -> '"' + a + '"').collect(Collectors.joining(", "));
        return holding(
                "{Version: \"2012-10-17\", Statement: [{Effect: Allow, Action: [" + list + "], Resource: \"*\"}]}");
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
    protected CloudProvider provider() {
        return new AwsProvider(
                TestConfig.with(Map.of(
                        "poller.aws.max-attempts", "2",
                        "poller.aws.attempt-timeout", attemptTimeout(),
                        "poller.aws.call-timeout", "60s")),
                InstantSource.system());
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
