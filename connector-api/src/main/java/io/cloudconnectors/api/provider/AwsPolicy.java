package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy document of IAM, as it is pasted there.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM JSON
 *     policy language</a>
 */
@Schema(name = "AwsPolicy", description = "A policy document of IAM.")
@JsonPropertyOrder({"Version", "Statement"})
public record AwsPolicy(
        @Schema(required = true) @JsonProperty("Version") String version,
        @Schema(required = true) @JsonProperty("Statement") List<Statement> statements) {

    private static final String VERSION = "2012-10-17";
    private static final String ANY = "*";

    public AwsPolicy {
        statements = List.copyOf(statements);
    }

    /**
     * One statement.
     *
     * @param principal of a trust policy alone
     * @param resource of every other
     */
    @Schema(name = "AwsPolicyStatement")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
    public record Statement(
            @Schema(required = true) @JsonProperty("Sid") String sid,
            @Schema(required = true) @JsonProperty("Effect") String effect,
            @JsonProperty("Principal") Map<String, String> principal,
            @Schema(required = true) @JsonProperty("Action") List<String> actions,

            @JsonProperty("Resource") @Nullable String resource,

            @JsonProperty("Condition") Map<String, Map<String, String>> condition) {

        static Statement allow(String sid, List<String> actions, String resource) {
            return new Statement(sid, "Allow", Map.of(), actions, resource, Map.of());
        }
    }

    /** Lets the platform's account, and for this connector alone, assume the role. */
    public static AwsPolicy trust(AwsPartition partition, String platformAccountId, String externalId) {
        return new AwsPolicy(
                VERSION,
                List.of(new Statement(
                        "AssumedByCloudConnectors",
                        "Allow",
                        Map.of("AWS", "arn:" + partition.id() + ":iam::" + platformAccountId + ":root"),
                        List.of("sts:AssumeRole"),
                        null,
                        Map.of("StringEquals", Map.of("sts:ExternalId", externalId)))));
    }

    /**
     * What the role may read. What every run calls is always named, so that a run does not depend on what AWS changes in
     * SecurityAudit.
     */
    public static AwsPolicy read(AwsPartition partition, AwsAccess access) {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(
                allow("EveryRun", partition, AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ)));
        switch (access) {
            case SECURITY_AUDIT ->
                statements.addAll(allow("Detail", partition, AwsPermission.of(PermissionNeed.PLANNED)));
            case MINIMAL -> {}
        }
        return new AwsPolicy(VERSION, statements);
    }

    /** Exactly these actions, each of the narrowest resource that it knows. */
    public static AwsPolicy allowing(AwsPartition partition, List<String> actions) {
        Map<String, List<String>> byResource = actions.stream()
                .collect(Collectors.groupingBy(
                        action -> resource(action, partition), LinkedHashMap::new, Collectors.toList()));
        List<Statement> statements = new ArrayList<>();
        byResource.forEach((resource, some) ->
                statements.add(Statement.allow("Missing" + (statements.size() + 1), some, resource)));
        return new AwsPolicy(VERSION, statements);
    }

    private static String resource(String action, AwsPartition partition) {
        return Arrays.stream(AwsPermission.values())
                .filter(permission -> permission.action().equals(action))
                .map(permission -> permission.resource(partition.id()))
                .findFirst()
                .orElse(ANY);
    }

    /** The ARN of the managed policy SecurityAudit. */
    public static String securityAudit(AwsPartition partition) {
        return "arn:" + partition.id() + ":iam::aws:policy/SecurityAudit";
    }

    /** One statement for each resource. */
    private static List<Statement> allow(String sid, AwsPartition partition, List<AwsPermission> permissions) {
        Map<String, List<String>> byResource = permissions.stream()
                .collect(Collectors.groupingBy(
                        permission -> permission.resource(partition.id()),
                        LinkedHashMap::new,
                        Collectors.mapping(AwsPermission::action, Collectors.toList())));
        List<Statement> statements = new ArrayList<>();
        byResource.forEach((resource, actions) ->
                statements.add(Statement.allow(resource.equals(ANY) ? sid : sid + "OfApis", actions, resource)));
        return statements;
    }
}
