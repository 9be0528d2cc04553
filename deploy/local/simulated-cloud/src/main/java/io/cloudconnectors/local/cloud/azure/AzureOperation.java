package io.cloudconnectors.local.cloud.azure;

import java.util.List;
import java.util.Locale;

/** What can be asked, and what each answer follows. */
enum AzureOperation {
    TOKEN(
            "entra",
            "Token",
            "a valid secret of the application",
            "Microsoft identity platform and the OAuth 2.0 client credentials flow, Successful response"),
    GET_SUBSCRIPTION(
            "arm",
            "GetSubscription",
            "Microsoft.Resources/subscriptions/read",
            "azure-rest-api-specs, Microsoft.Resources subscriptions 2022-12-01, example GetSubscription; that a role on one"
                    + " resource group is enough: no published answer was found"),
    LIST_PROVIDERS(
            "arm",
            "ListProviders",
            "Microsoft.Resources/subscriptions/providers/read",
            "azure-rest-api-specs, Microsoft.Resources resources 2021-04-01, example GetProvider; denied without a role on"
                    + " the subscription: hashicorp/terraform-provider-azurerm issues 2678 and 26667"),
    LIST_RESOURCES(
            "arm",
            "ListResources",
            "Microsoft.Resources/subscriptions/resources/read",
            "Azure REST API, Resources - List 2021-04-01, ResourceListResult; $top: azure-rest-api-specs issue 18525;"
                    + " only what may be read: as of resource groups, no published answer was found"),
    LIST_RESOURCE_GROUPS(
            "arm",
            "ListResourceGroups",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Azure REST API, Resource Groups - List 2021-04-01, ResourceGroupListResult; only what may be read: What is"
                    + " Azure Resource Graph, Permissions"),
    LIST_ROLE_ASSIGNMENTS(
            "arm",
            "ListRoleAssignments",
            "Microsoft.Authorization/roleAssignments/read",
            "Azure REST API, Role Assignments - List For Subscription 2022-04-01, RoleAssignmentListResult; denied without a"
                    + " role on the subscription: no published answer was found, as for providers"),
    QUERY(
            "graph",
            "Query",
            "Microsoft.Resources/subscriptions/resources/read",
            "azure-rest-api-specs, Microsoft.ResourceGraph 2021-03-01, examples ResourcesFirstPageQuery and"
                    + " ResourcesNextPageQuery; headers: Azure Resource Graph, Guidance for throttled requests; management"
                    + " groups: Azure Resource Graph sample queries for management groups; only what may"
                    + " be read: What is Azure Resource Graph, Permissions; resultTruncated: Azure Resource Graph, Guidance"
                    + " for pagination");

    private final String service;
    private final String action;
    private final String permission;
    private final String source;

    AzureOperation(String service, String action, String permission, String source) {
        this.service = service;
        this.action = action;
        this.permission = permission;
        this.source = source;
    }

    String service() {
        return service;
    }

    String action() {
        return action;
    }

    /** The action that a role must allow. */
    String permission() {
        return permission;
    }

    String source() {
        return source;
    }

    /** @throws AzureFailure when nothing here answers that */
    static AzureOperation of(String method, List<String> path) {
        String last = path.isEmpty() ? "" : path.getLast().toLowerCase(Locale.ROOT);
        String asked = method + " " + path.size() + " " + last;
        boolean subscriptions = path.size() > 1 && path.get(1).equalsIgnoreCase("subscriptions");
        if (subscriptions && method.equals("GET") && path.size() == 3) {
            return GET_SUBSCRIPTION;
        }
        return switch (asked) {
            case "POST 5 token" -> TOKEN;
            case "GET 4 resources" -> LIST_RESOURCES;
            case "GET 4 providers" -> LIST_PROVIDERS;
            case "GET 4 resourcegroups" -> LIST_RESOURCE_GROUPS;
            case "GET 6 roleassignments" -> LIST_ROLE_ASSIGNMENTS;
            case "POST 4 resources" -> QUERY;
            default -> throw AzureError.NOT_SIMULATED.about(method + " " + String.join("/", path));
        };
    }
}
