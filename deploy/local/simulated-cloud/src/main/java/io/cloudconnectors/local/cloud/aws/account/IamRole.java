package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.policy.ManagedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An IAM role. A document that IAM would refuse fails the constructor with
 * {@link io.cloudconnectors.local.cloud.aws.policy.MalformedPolicy}.
 *
 * @param trust its trust policy, as written
 * @param managedPolicies names of AWS-managed policies
 * @param inlinePolicies permission policies by name, as written
 * @param maxSessionSeconds the longest session that AssumeRole gives
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IamRole(
        String name,
        String path,
        String id,
        @Nullable String description,
        Instant createdAt,
        int maxSessionSeconds,
        JsonNode trust,
        List<String> managedPolicies,
        SortedMap<String, JsonNode> inlinePolicies,
        SortedMap<String, String> tags) {

    public IamRole {
        managedPolicies = List.copyOf(managedPolicies);
        inlinePolicies = Collections.unmodifiableSortedMap(new TreeMap<>(inlinePolicies));
        parsed(trust);
        parsed(managedPolicies, inlinePolicies);
    }

    public String arn(AwsAccount account) {
        return "arn:" + account.partition().id() + ":iam::" + account.id() + ":role" + path + name;
    }

    public PolicyDocument trustPolicy() {
        return parsed(trust);
    }

    /** Everything that the role may do: managed and inline policies. */
    public List<PolicyDocument> permissions() {
        return parsed(managedPolicies, inlinePolicies);
    }

    public IamRole trusting(JsonNode document) {
        return new IamRole(
                name,
                path,
                id,
                description,
                createdAt,
                maxSessionSeconds,
                document,
                managedPolicies,
                inlinePolicies,
                tags);
    }

    public IamRole permitting(List<String> managed, SortedMap<String, JsonNode> inline) {
        return new IamRole(name, path, id, description, createdAt, maxSessionSeconds, trust, managed, inline, tags);
    }

    private static PolicyDocument parsed(JsonNode trust) {
        return PolicyDocument.parse(PolicyDocument.Kind.TRUST, trust.toString());
    }

    private static List<PolicyDocument> parsed(List<String> managed, SortedMap<String, JsonNode> inline) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (String policy : managed) {
            documents.add(ManagedPolicy.named(policy)
                    .orElseThrow(() -> new IllegalArgumentException("No managed policy " + policy + " here"))
                    .document());
        }
        for (JsonNode policy : inline.values()) {
            documents.add(PolicyDocument.parse(PolicyDocument.Kind.IDENTITY, policy.toString()));
        }
        return documents;
    }
}
