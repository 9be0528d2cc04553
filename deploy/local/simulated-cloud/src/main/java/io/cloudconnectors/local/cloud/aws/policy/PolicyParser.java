package io.cloudconnectors.local.cloud.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a policy as strictly as IAM does. Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
final class PolicyParser {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> STATEMENT_FIELDS =
            Set.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition");
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");
    private static final Pattern AWS_PRINCIPAL = Pattern.compile(
            "\\*|\\d{12}|arn:aws(-cn|-us-gov)?:(iam|sts)::\\d{12}:(root|(user|role|assumed-role)/[\\w+=,.@/-]+)");

    private PolicyParser() {}

    static PolicyDocument parse(PolicyDocument.Kind kind, String json) {
        JsonNode root = read(json);
        root.fieldNames().forEachRemaining(name -> {
            if (!Set.of("Version", "Id", "Statement").contains(name)) {
                throw new MalformedPolicy("Syntax errors in policy.");
            }
        });
        if (root.has("Version") && !VERSIONS.contains(root.path("Version").asText())) {
            throw new MalformedPolicy("The policy must contain a valid version string");
        }
        List<Statement> statements = new ArrayList<>();
        for (JsonNode statement : oneOrMany(root.path("Statement"))) {
            statements.add(statement(kind, statement));
        }
        if (statements.isEmpty()) {
            throw new MalformedPolicy("Syntax errors in policy.");
        }
        return new PolicyDocument(json, statements);
    }

    private static JsonNode read(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw new MalformedPolicy("Syntax errors in policy.");
            }
            return root;
        } catch (JsonProcessingException notJson) {
            throw new MalformedPolicy("This policy contains invalid Json");
        }
    }

    private static Statement statement(PolicyDocument.Kind kind, JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!STATEMENT_FIELDS.contains(name)) {
                throw new MalformedPolicy("Syntax errors in policy.");
            }
        });
        String effect = node.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new MalformedPolicy("Syntax errors in policy.");
        }
        Statement.Patterns actions = patterns(node, "Action", "NotAction", "Policy statement must contain actions.");
        for (String action : actions.patterns()) {
            if (!ACTION.matcher(action).matches()) {
                throw new MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
        }
        return new Statement(
                effect.equals("Allow"), principals(kind, node), actions, resources(kind, node), conditions(node));
    }

    private static Statement.Patterns resources(PolicyDocument.Kind kind, JsonNode node) {
        return switch (kind) {
            case TRUST -> {
                if (node.has("Resource") || node.has("NotResource")) {
                    throw new MalformedPolicy("Has prohibited field Resource");
                }
                yield Statement.Patterns.ANY;
            }
            case IDENTITY, SERVICE_CONTROL ->
                patterns(node, "Resource", "NotResource", "Policy statement must contain resources.");
        };
    }

    private static List<String> principals(PolicyDocument.Kind kind, JsonNode node) {
        JsonNode principal = node.path("Principal");
        if (kind != PolicyDocument.Kind.TRUST) {
            if (!principal.isMissingNode()) {
                throw new MalformedPolicy("Policy document should not specify a principal.");
            }
            return List.of();
        }
        if (principal.isMissingNode()) {
            throw new MalformedPolicy("Missing required field Principal");
        }
        if (principal.asText().equals("*")) {
            return List.of("*");
        }
        List<String> named = texts(principal.path("AWS"));
        for (String name : named) {
            if (!AWS_PRINCIPAL.matcher(name).matches()) {
                throw new MalformedPolicy("Invalid principal in policy: \"AWS\":\"" + name + "\"");
            }
        }
        return named;
    }

    private static List<Condition> conditions(JsonNode node) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> block : node.path("Condition").properties()) {
            boolean ifExists = block.getKey().endsWith("IfExists");
            String name = ifExists ? block.getKey().replace("IfExists", "") : block.getKey();
            Condition.Operator operator = Condition.Operator.named(name);
            if (operator == null) {
                throw new MalformedPolicy("Invalid Condition type : " + block.getKey() + ".");
            }
            for (Map.Entry<String, JsonNode> key : block.getValue().properties()) {
                conditions.add(new Condition(operator, ifExists, key.getKey(), texts(key.getValue())));
            }
        }
        return conditions;
    }

    private static Statement.Patterns patterns(JsonNode node, String name, String not, String whenAbsent) {
        boolean negated = node.has(not);
        List<String> patterns = texts(node.path(negated ? not : name));
        if (patterns.isEmpty() || (negated && node.has(name))) {
            throw new MalformedPolicy(whenAbsent);
        }
        return new Statement.Patterns(patterns, negated);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : oneOrMany(node)) {
            if (each.isContainerNode()) {
                throw new MalformedPolicy("Syntax errors in policy.");
            }
            texts.add(each.asText());
        }
        return texts;
    }

    private static Iterable<JsonNode> oneOrMany(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? node : List.of(node);
    }
}
