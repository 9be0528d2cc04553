package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Fills in what a person left out of an account. Ids, addresses and times derive from the account, the region and the
 * position, so that the same file always gives the same account. {@code name} is short for the tag {@code Name}, and
 * {@code generate: {instances: 2500}} stands for that many more.
 */
final class Defaults {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Instant FIRST_DAY = Instant.parse("2024-03-01T09:00:00Z");
    private static final int MINUTES_OF_TWO_YEARS = 2 * 365 * 24 * 60;

    private final String account;
    private final Partition partition;

    Defaults(String account, Partition partition) {
        this.account = account;
        this.partition = partition;
    }

    static ObjectNode account(ObjectNode node) {
        ObjectNode account = node.deepCopy();
        String id = account.path("id").asText();
        text(account, "alias", "account-" + id);
        text(account, "partition", Partition.AWS.id());
        Partition partition = Partition.of(account.path("partition").asText());
        if (!account.has("regions")) {
            account.set("regions", AccountReader.json().valueToTree(partition.regions()));
        }
        Defaults defaults = new Defaults(id, partition);
        number(account, "largestPage", Integer.MAX_VALUE);
        array(account, "stsDisabledRegions");
        array(account, "serviceControlPolicies");
        array(account, "faults");
        account.set("roles", defaults.filled(account, "roles", defaults::role));
        account.set("resources", defaults.resources(AccountReader.object(child(account, "resources"), "resources")));
        account.remove("generate");
        return account;
    }

    ObjectNode resources(ObjectNode node) {
        ObjectNode resources = node.deepCopy();
        resources.set("buckets", filled(resources, "buckets", this::bucket));
        resources.set("users", filled(resources, "users", this::user));
        ObjectNode regions = NODES.objectNode();
        for (Map.Entry<String, JsonNode> region : child(resources, "regions").properties()) {
            regions.set(
                    region.getKey(),
                    new RegionDefaults(account, region.getKey())
                            .fill(AccountReader.object(region.getValue(), "a region's resources")));
        }
        resources.set("regions", regions);
        child(resources, "answers");
        resources.remove("generate");
        return resources;
    }

    private void role(ObjectNode role, String index) {
        String name = text(role, "name", "service-role-" + index);
        text(role, "path", "/");
        text(role, "id", Ids.iam("AROA", account, name));
        text(role, "createdAt", moment(account, "role", name));
        number(role, "maxSessionSeconds", 3600);
        if (!role.has("trust")) {
            role.set("trust", trustOf("arn:" + partition.id() + ":iam::" + account + ":root"));
        }
        array(role, "managedPolicies");
        child(role, "inlinePolicies");
        child(role, "tags");
    }

    private void user(ObjectNode user, String index) {
        String name = text(user, "name", "user-" + index);
        text(user, "path", "/");
        text(user, "id", Ids.iam("AIDA", account, name));
        text(user, "createdAt", moment(account, "user", name));
        child(user, "tags");
    }

    private void bucket(ObjectNode bucket, String index) {
        String name = text(bucket, "name", "bucket-" + account + "-" + index);
        text(bucket, "region", partition.globalRegion());
        text(bucket, "createdAt", moment(account, "bucket", name));
    }

    /** The listed items with their gaps filled, then the generated ones. */
    private ArrayNode filled(ObjectNode parent, String kind, BiConsumer<ObjectNode, String> fill) {
        return filled(parent, kind, (item, index) -> {}, fill);
    }

    static ArrayNode filled(
            ObjectNode parent,
            String kind,
            BiConsumer<ObjectNode, String> before,
            BiConsumer<ObjectNode, String> fill) {
        ArrayNode items = NODES.arrayNode();
        parent.path(kind).forEach(item -> items.add(AccountReader.object(item, "one of " + kind)));
        int generated = parent.path("generate").path(kind).asInt(0);
        for (int i = 0; i < generated; i++) {
            items.add(NODES.objectNode());
        }
        for (int i = 0; i < items.size(); i++) {
            String index = String.format(Locale.ROOT, "%05d", i);
            before.accept((ObjectNode) items.get(i), index);
            fill.accept((ObjectNode) items.get(i), index);
        }
        return items;
    }

    static ObjectNode trustOf(String principal) {
        ObjectNode statement = NODES.objectNode().put("Effect", "Allow");
        statement.set("Principal", NODES.objectNode().put("AWS", principal));
        statement.put("Action", "sts:AssumeRole");
        ObjectNode document = NODES.objectNode().put("Version", "2012-10-17");
        document.set("Statement", NODES.arrayNode().add(statement));
        return document;
    }

    static String moment(String... place) {
        return FIRST_DAY
                .plus(Duration.ofMinutes(Ids.number(MINUTES_OF_TWO_YEARS, place)))
                .toString();
    }

    static String text(ObjectNode node, String field, String value) {
        if (!node.has(field)) {
            node.put(field, value);
        }
        return node.path(field).asText();
    }

    static void number(ObjectNode node, String field, int value) {
        if (!node.has(field)) {
            node.put(field, value);
        }
    }

    static void array(ObjectNode node, String field) {
        if (!node.has(field)) {
            node.set(field, NODES.arrayNode());
        }
    }

    static ObjectNode child(ObjectNode node, String field) {
        if (!node.has(field)) {
            node.set(field, NODES.objectNode());
        }
        return AccountReader.object(node.path(field), field);
    }
}
