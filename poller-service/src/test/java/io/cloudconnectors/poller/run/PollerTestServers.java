package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.SimulatedCloud;
import io.cloudconnectors.local.servers.TestServers;
import io.cloudconnectors.poller.provider.aws.AwsSlices;
import io.cloudconnectors.poller.provider.aws.SimulatedAws;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a poller needs around it: a real Kafka, a cloud that checks every call, and its peers as their contracts say. */
public class PollerTestServers implements QuarkusTestResourceLifecycleManager {
    static final String ACCOUNT = "111122223333";
    static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/CloudConnector";
    static final String OPEN_ROLE = "arn:aws:iam::" + ACCOUNT + ":role/OpenToThePlatform";
    /** What a run of the account looks at. */
    static final List<SliceKey> SLICES = AwsSlices.in("eu-central-1", "us-east-1");

    static final String EXTERNAL_ID = "external-id-of-the-test";

    private static final String ACCOUNTS = """
            aws:
              accounts:
                - id: "111122223333"
                  regions: {eu-central-1: opt-in-not-required, us-east-1: opt-in-not-required}
                  roles:
                    - name: CloudConnector
                      managedPolicies: [AdministratorAccess] # the session is narrowed by itself
                      trust:
                        Version: "2012-10-17"
                        Statement:
                          - Effect: Allow
                            Principal: {AWS: "arn:aws:iam::${platform}:root"}
                            Action: sts:AssumeRole
                            Condition: {StringEquals: {"sts:ExternalId": external-id-of-the-test}}
                    - name: OpenToThePlatform
                      managedPolicies: [AdministratorAccess] # the session is narrowed by itself
                      trust:
                        Version: "2012-10-17"
                        Statement:
                          - Effect: Allow
                            Principal: {AWS: "arn:aws:iam::${platform}:root"}
                            Action: sts:AssumeRole
                  resources:
                    regions: {eu-central-1: {generate: {instances: 450}}}
            """;

    private Platform platform;
    private SimulatedAws aws;

    @Override
    public Map<String, String> start() {
        platform = new Platform();
        aws = SimulatedAws.start(ACCOUNTS);
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", TestServers.kafka().bootstrapServers()),
                Map.entry("CONNECTOR_API_URL", platform.uri().toString()),
                Map.entry("VAULT_URL", platform.uri().toString()),
                Map.entry("OIDC_ISSUER", platform.uri() + "/realms/test"),
                Map.entry("OIDC_CLIENT_SECRET", UUID.randomUUID().toString()),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"),
                Map.entry("poller.slots.total", "3"),
                Map.entry("poller.slots.interactive-reserved", "1"),
                Map.entry("poller.kafka.retry-delay", "200ms"),
                Map.entry("poller.run.heartbeat", "200ms"),
                Map.entry("poller.run.vault-patience", "2s"),
                Map.entry("poller.aws.attempt-timeout", "60s"),
                Map.entry("poller.aws.call-timeout", "60s"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(platform, new TestInjector.MatchesType(Platform.class));
        injector.injectIntoFields(aws.cloud(), new TestInjector.MatchesType(SimulatedCloud.class));
    }

    @Override
    public void stop() {
        aws.close();
        platform.close();
    }
}
