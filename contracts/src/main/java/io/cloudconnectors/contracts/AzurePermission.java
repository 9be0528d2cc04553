package io.cloudconnectors.contracts;

import java.util.Arrays;
import java.util.List;

/**
 * Every action of the Resource Manager that an application needs on its subscription: the one list that pollers call by,
 * set-up templates grant and tests check. All are in the built-in role Reader, which also has the read action of each type of
 * resource: without that one, Resource Graph leaves the type out (What is Azure Resource Graph, Permissions).
 */
public enum AzurePermission {
    SUBSCRIPTION_READ("Microsoft.Resources/subscriptions/read", PermissionNeed.MANDATORY),
    /** Tells a role on the subscription from one on some of its resource groups. */
    PROVIDERS_READ("Microsoft.Resources/subscriptions/providers/read", PermissionNeed.MANDATORY),
    RESOURCE_GRAPH_READ("Microsoft.ResourceGraph/resources/read", PermissionNeed.READ),
    RESOURCES_READ("Microsoft.Resources/subscriptions/resources/read", PermissionNeed.READ),
    RESOURCE_GROUPS_READ("Microsoft.Resources/subscriptions/resourceGroups/read", PermissionNeed.READ),
    /** Whose list says when it is denied, where Resource Graph would leave them out. */
    ROLE_ASSIGNMENTS_READ("Microsoft.Authorization/roleAssignments/read", PermissionNeed.READ);

    private final String action;
    private final PermissionNeed need;

    AzurePermission(String action, PermissionNeed need) {
        this.action = action;
        this.need = need;
    }

    public String action() {
        return action;
    }

    public PermissionNeed need() {
        return need;
    }

    /** The action of each, in their order here. */
    public static List<String> actions() {
        return Arrays.stream(values()).map(AzurePermission::action).toList();
    }
}
