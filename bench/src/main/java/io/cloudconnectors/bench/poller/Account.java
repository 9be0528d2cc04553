package io.cloudconnectors.bench.poller;

import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunSettings;
import java.util.List;
import java.util.Locale;

/**
 * A customer's account in the simulated AWS: a role that the platform may assume, and instances in one region.
 *
 * @param id 12 digits
 */
record Account(String id, int instances) {
    static final String EXTERNAL_ID = "external-id-of-the-benchmark";
    private static final String REGION = "eu-central-1";
    private static final long FIRST = 200_000_000_000L;

    static Account of(int number, int instances) {
        return new Account(String.format(Locale.ROOT, "%012d", FIRST + number), instances);
    }

    /** Of the account with that id. */
    static String roleArn(String id) {
        return "arn:aws:iam::" + id + ":role/CloudConnector";
    }

    RunSettings settings() {
        return new RunSettings(new RunSettings.Aws(id, "aws", List.of(REGION)), null, null);
    }

    RevealedCredential.AwsRole role() {
        return new RevealedCredential.AwsRole(roleArn(id), EXTERNAL_ID);
    }

    /** As the simulated cloud reads it. */
    String yaml() {
        return """
                id: "%s"
                regions: {%s: opt-in-not-required, us-east-1: opt-in-not-required}
                roles:
                  - name: CloudConnector
                    managedPolicies: [SecurityAudit]
                    trust:
                      Version: "2012-10-17"
                      Statement:
                        - Effect: Allow
                          Principal: {AWS: "arn:aws:iam::${platform}:root"}
                          Action: sts:AssumeRole
                          Condition: {StringEquals: {"sts:ExternalId": %s}}
                resources:
                  regions: {%s: {generate: {instances: %d}}}
                """.formatted(id, REGION, EXTERNAL_ID, REGION, instances);
    }
}
