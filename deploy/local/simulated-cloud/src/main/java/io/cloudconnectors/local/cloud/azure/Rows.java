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

    /** The providers of its resources, that of the groups, and those whose state is written. */
    static List<Map<String, Object>> providers(AzureSubscription subscription) {
        Map<String, Set<String>> typesOf = new TreeMap<>(Map.of("Microsoft.Resources", Set.of("resourceGroups")));
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            for (AzureSubscription.Resource resource : group.resources()) {
                String[] parts = resource.type().split("/", 2);
                typesOf.computeIfAbsent(parts[0], namespace -> new TreeSet<>()).add(parts[1]);
            }
        }
        subscription.providers().keySet().forEach(namespace -> typesOf.putIfAbsent(namespace, Set.of()));
        List<Map<String, Object>> rows = new ArrayList<>();
        typesOf.forEach((namespace, types) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", "/subscriptions/" + subscription.id() + "/providers/" + namespace);
            row.put("namespace", namespace);
            row.put(
                    "resourceTypes",
                    types.stream().map(type -> Map.of("resourceType", type)).toList());
            row.put("registrationState", subscription.providers().getOrDefault(namespace, "Registered"));
            row.put("registrationPolicy", "RegistrationRequired");
            rows.add(row);
        });
        return rows;
    }

    /** As Resource Manager lists them. */
    static List<Map<String, Object>> roleAssignments(Subscriptions.View view) {
        String subscription = "/subscriptions/" + view.subscription().id();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AzureSubscription.RoleAssignment assignment : view.assignments()) {
            String scope = assignment.scope() == null ? subscription : assignment.scope();
            String name = Guids.derived(scope + "/" + assignment.principalId() + "/" + assignment.role());
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(
                    "roleDefinitionId",
                    subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + Roles.id(assignment.role()));
            properties.put("principalId", assignment.principalId());
            properties.put("principalType", assignment.principalType());
            properties.put("scope", scope);
            properties.put("condition", NullNode.getInstance());
            properties.put("createdOn", "2025-03-04T09:12:40.1234567Z");
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("properties", properties);
            row.put("id", scope + "/providers/Microsoft.Authorization/roleAssignments/" + name);
            row.put("type", "Microsoft.Authorization/roleAssignments");
            row.put("name", name);
            rows.add(row);
        }
        return sorted(rows);
    }

    /** Of itself, its groups, all that is in them, its role assignments and its providers. */
    static List<String> ids(Subscriptions.View view) {
        AzureSubscription subscription = view.subscription();
        return Stream.of(
                        List.of(subscription(view)),
                        groups(subscription),
                        resources(subscription),
                        roleAssignments(view),
                        providers(subscription))
                .flatMap(List::stream)
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
                Map<String, Object> row = common(tenant, subscription, group.name());
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

    /** Rows of the table {@code resourcecontainers}: the subscription and its resource groups. */
    static List<Map<String, Object>> graphContainers(String tenant, AzureSubscription subscription) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(container(
                common(tenant, subscription, ""),
                "/subscriptions/" + subscription.id(),
                subscription.name(),
                "microsoft.resources/subscriptions",
                "",
                Map.of(),
                Map.of(
                        "state",
                        "Enabled",
                        "managementGroupAncestorsChain",
                        subscription.managementGroups().stream()
                                .map(group -> Map.of("name", group.name(), "displayName", group.displayName()))
                                .toList())));
        for (AzureSubscription.ResourceGroup group : subscription.resourceGroups()) {
            rows.add(container(
                    common(tenant, subscription, group.name()),
                    groupId(subscription, group),
                    group.name(),
                    GRAPH_GROUP_TYPE,
                    group.location(),
                    group.tags(),
                    Map.of("provisioningState", "Succeeded")));
        }
        return sorted(rows);
    }

    private static Map<String, Object> container(
            Map<String, Object> row,
            String id,
            String name,
            String type,
            String location,
            Map<String, String> tags,
            Map<String, Object> properties) {
        row.put("id", id);
        row.put("name", name);
        row.put("type", type);
        row.put("location", location);
        row.put("kind", "");
        row.put("sku", NullNode.getInstance());
        row.put("tags", tags);
        row.put("properties", properties);
        return row;
    }

    private static Map<String, Object> common(String tenant, AzureSubscription subscription, String group) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tenantId", tenant);
        row.put("subscriptionId", subscription.id());
        row.put("resourceGroup", group.toLowerCase(Locale.ROOT));
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
