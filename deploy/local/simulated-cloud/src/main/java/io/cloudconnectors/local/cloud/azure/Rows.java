package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The resources and groups of a subscription as rows, in the shapes of Resource Manager and of Resource Graph. */
final class Rows {
    private static final String GROUP_TYPE = "Microsoft.Resources/resourceGroups";
    private static final String GRAPH_GROUP_TYPE = "microsoft.resources/subscriptions/resourcegroups";

    private Rows() {}

    static Map<String, Object> subscription(Subscriptions.View view) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", "/subscriptions/" + view.subscription().id());
        row.put("subscriptionId", view.subscription().id());
        row.put("tenantId", view.tenant());
        row.put("displayName", view.subscription().name());
        row.put("state", "Enabled");
        row.put("authorizationSource", "RoleBased");
        row.put("managedByTenants", List.of());
        row.put(
                "subscriptionPolicies",
                Map.of(
                        "locationPlacementId", "Public_2014-09-01",
                        "quotaId", "PayAsYouGo_2014-09-01",
                        "spendingLimit", "Off"));
        return row;
    }

    /** The providers of its resources, and that of the groups. */
    static List<Map<String, Object>> providers(AzureSubscription subscription) {
        Map<String, Set<String>> typesOf = new TreeMap<>(Map.of("Microsoft.Resources", Set.of("resourceGroups")));
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            for (AzureSubscription.Resource resource : group.resources()) {
                String[] parts = resource.type().split("/", 2);
                typesOf.computeIfAbsent(parts[0], namespace -> new TreeSet<>()).add(parts[1]);
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        typesOf.forEach((namespace, types) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", "/subscriptions/" + subscription.id() + "/providers/" + namespace);
            row.put("namespace", namespace);
            row.put(
                    "resourceTypes",
                    types.stream().map(type -> Map.of("resourceType", type)).toList());
            row.put("registrationState", "Registered");
            rows.add(row);
        });
        return rows;
    }

    /** Of its groups and of all that is in them. */
    static List<String> ids(AzureSubscription subscription) {
        return Stream.concat(groups(subscription).stream(), resources(subscription).stream())
                .map(row -> String.valueOf(row.get("id")))
                .toList();
    }

    /** Resource groups as Resource Manager lists them. */
    static List<Map<String, Object>> groups(AzureSubscription subscription) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", groupId(subscription, group));
            row.put("name", group.name());
            row.put("type", GROUP_TYPE);
            row.put("location", group.location());
            row.put("tags", group.tags());
            row.put("properties", Map.of("provisioningState", "Succeeded"));
            rows.add(row);
        }
        return sorted(rows);
    }

    /** Resources as Resource Manager lists them: without their properties, children with their parents' names. */
    static List<Map<String, Object>> resources(AzureSubscription subscription) {
        List<Map<String, Object>> rows = graphResources("", subscription);
        for (Map<String, Object> row : rows) {
            row.put("type", row.get("declaredType"));
            row.put("name", row.get("declaredName"));
            if (row.get("sku") instanceof NullNode) {
                row.remove("sku");
            }
            if ("".equals(row.get("kind"))) {
                row.remove("kind");
            }
            row.keySet().retainAll(List.of("id", "name", "type", "location", "kind", "sku", "tags"));
        }
        return rows;
    }

    /** Rows of the table {@code resources}. */
    static List<Map<String, Object>> graphResources(String tenant, AzureSubscription subscription) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            for (AzureSubscription.Resource resource : group.resources()) {
                Map<String, Object> row = common(tenant, subscription, group);
                row.put("id", groupId(subscription, group) + "/providers/" + resource.path());
                row.put("name", resource.name().substring(resource.name().lastIndexOf('/') + 1));
                row.put("declaredName", resource.name());
                row.put("type", resource.type().toLowerCase(Locale.ROOT));
                row.put("declaredType", resource.type());
                row.put("location", resource.location() == null ? group.location() : resource.location());
                row.put("kind", resource.kind() == null ? "" : resource.kind());
                row.put("sku", resource.sku().isEmpty() ? NullNode.getInstance() : resource.sku());
                row.put("tags", resource.tags());
                row.put("properties", resource.properties());
                rows.add(row);
            }
        }
        return sorted(rows);
    }

    /** Rows of the table {@code resourcecontainers}: the resource groups. */
    static List<Map<String, Object>> graphGroups(String tenant, AzureSubscription subscription) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            Map<String, Object> row = common(tenant, subscription, group);
            row.put("id", groupId(subscription, group));
            row.put("name", group.name());
            row.put("type", GRAPH_GROUP_TYPE);
            row.put("location", group.location());
            row.put("kind", "");
            row.put("sku", NullNode.getInstance());
            row.put("tags", group.tags());
            row.put("properties", Map.of("provisioningState", "Succeeded"));
            rows.add(row);
        }
        return sorted(rows);
    }

    private static Map<String, Object> common(
            String tenant, AzureSubscription subscription, AzureSubscription.ResourceGroup group) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tenantId", tenant);
        row.put("subscriptionId", subscription.id());
        row.put("resourceGroup", group.name().toLowerCase(Locale.ROOT));
        row.put("managedBy", "");
        row.put("plan", NullNode.getInstance());
        row.put("identity", NullNode.getInstance());
        row.put("zones", NullNode.getInstance());
        row.put("extendedLocation", NullNode.getInstance());
        return row;
    }

    private static String groupId(AzureSubscription subscription, AzureSubscription.ResourceGroup group) {
        return "/subscriptions/" + subscription.id() + "/resourceGroups/" + group.name();
    }

    private static List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get("id"))));
        return rows;
    }
}
