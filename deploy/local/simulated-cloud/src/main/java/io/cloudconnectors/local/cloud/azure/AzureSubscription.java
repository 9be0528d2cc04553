package io.cloudconnectors.local.cloud.azure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with what is in it, as written in YAML.
 *
 * @param id a GUID
 * @param name its display name
 * @param roles by application id: names of roles, or actions of a custom role
 * @param roleAssignments further ones, of people and groups
 * @param managementGroups those above it, the nearest first
 * @param providers the registration state of resource providers, by namespace; those of its resources are registered
 */
record AzureSubscription(
        String id,
        String name,
        Map<String, List<String>> roles,
        List<RoleAssignment> roleAssignments,
        List<ManagementGroup> managementGroups,
        Map<String, String> providers,
        List<ResourceGroup> resourceGroups) {

    AzureSubscription {
        Guids.check(id, "a subscription");
        roles = Map.copyOf(roles);
        roleAssignments = List.copyOf(roleAssignments);
        managementGroups = List.copyOf(managementGroups);
        providers = Map.copyOf(providers);
        resourceGroups = List.copyOf(resourceGroups);
    }

    /**
     * Who has which role, and where.
     *
     * @param role a built-in role, or an action of a custom role
     * @param scope absent: the subscription
     */
    record RoleAssignment(
            String principalId,
            String principalType,
            String role,
            @Nullable String scope) {
        RoleAssignment {
            Guids.check(principalId, "a principal");
            Roles.check(role);
        }
    }

    /** @param name its id */
    record ManagementGroup(String name, String displayName) {}

    /** A group; what it holds may lie in other locations. */
    record ResourceGroup(String name, String location, Map<String, String> tags, List<Resource> resources) {
        ResourceGroup {
            if (name == null || location == null) {
                throw new IllegalArgumentException("A resource group needs name and location");
            }
            tags = Map.copyOf(tags);
            resources = List.copyOf(resources);
        }
    }

    /**
     * @param type as its provider writes it: {@code Microsoft.Compute/virtualMachines}, or of a child resource {@code
     *     Microsoft.Sql/servers/databases}
     * @param name of a child resource with its parents' names before it: {@code sql-1/orders}
     * @param location absent: the group's
     */
    record Resource(
            String type,
            String name,
            @Nullable String location,
            @Nullable String kind,
            Map<String, String> tags,
            Map<String, Object> sku,
            Map<String, Object> properties) {
        Resource {
            if (name == null || type == null || segments(type) < 2 || segments(type) != segments(name) + 1) {
                throw new IllegalArgumentException("A resource needs a type like Provider/kind, and for each kind in it"
                        + " a name: " + type + " " + name);
            }
            tags = Map.copyOf(tags);
            sku = Map.copyOf(sku);
            properties = Map.copyOf(properties);
        }

        private static int segments(String text) {
            return text.split("/", -1).length;
        }

        /** Provider, then kind and name by turns. */
        String path() {
            List<String> kinds = List.of(type.split("/"));
            List<String> names = List.of(name.split("/"));
            StringBuilder path = new StringBuilder(kinds.getFirst());
            for (int i = 0; i < names.size(); i++) {
                path.append('/').append(kinds.get(i + 1)).append('/').append(names.get(i));
            }
            return path.toString();
        }
    }

    /** Ids are compared without case, as Azure does. */
    static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    AzureSubscription holding(List<ResourceGroup> groups) {
        return new AzureSubscription(id, name, roles, roleAssignments, managementGroups, providers, groups);
    }
}
