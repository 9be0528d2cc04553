package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.azure.Tokens.Token;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Azure Resource Manager and Resource Graph: one subscription's data, for those whose roles say so at this moment. What their
 * roles do not reach is left out without a word, as in reality.
 */
final class ResourceManager {
    private static final int LARGEST_PAGE = 1000;
    private static final int GRAPH_PAGE = 100;

    /** They are of the subscription's scope: a role on a part of it is not enough. */
    private static final Set<AzureOperation> OF_THE_SUBSCRIPTION =
            EnumSet.of(AzureOperation.LIST_PROVIDERS, AzureOperation.LIST_ROLE_ASSIGNMENTS);

    private final Subscriptions subscriptions;

    ResourceManager(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** @param listUrl the list's address, without a query */
    record Listing(String subscription, Params params, String listUrl, boolean endless) {}

    Map<String, Object> subscription(Token caller, String id) {
        return Rows.subscription(allowed(caller, id, AzureOperation.GET_SUBSCRIPTION));
    }

    /** Those of what is in the subscription; for a role on the whole of it alone. */
    Map<String, Object> providers(Token caller, Listing listing) {
        return list(
                Rows.providers(allowed(caller, listing.subscription(), AzureOperation.LIST_PROVIDERS)
                        .subscription()),
                listing);
    }

    Map<String, Object> roleAssignments(Token caller, Listing listing) {
        return list(
                Rows.roleAssignments(allowed(caller, listing.subscription(), AzureOperation.LIST_ROLE_ASSIGNMENTS)),
                listing);
    }

    Map<String, Object> resources(Token caller, Listing listing) {
        AzureSubscription subscription = allowed(caller, listing.subscription(), AzureOperation.LIST_RESOURCES)
                .subscription();
        return list(Rows.resources(subscription), listing);
    }

    Map<String, Object> groups(Token caller, Listing listing) {
        AzureSubscription subscription = allowed(caller, listing.subscription(), AzureOperation.LIST_RESOURCE_GROUPS)
                .subscription();
        return list(Rows.groups(subscription), listing);
    }

    /** @param body a QueryRequest for one subscription */
    Map<String, Object> query(Token caller, String body, boolean endless) {
        JsonNode request = json(body);
        String id = subscriptionAsked(request);
        GraphQuery query = GraphQuery.parse(request.path("query").asText());
        Subscriptions.View view = subscriptions
                .find(id)
                .filter(found -> AzureSubscription.key(found.tenant()).equals(AzureSubscription.key(caller.tenant())))
                .filter(found -> subscriptions.allowsGraph(id, caller.app()))
                .flatMap(found -> subscriptions.allowed(id, caller.app(), AzureOperation.QUERY.permission()))
                .orElseThrow(AzureError.GRAPH_DENIED::about);
        JsonNode options = request.path("options");
        if (options.has("$skip")
                || !options.path("resultFormat").asText("objectArray").equals("objectArray")) {
            throw AzureError.NOT_SIMULATED.about("options " + options);
        }
        List<Map<String, Object>> table = query.containers()
                ? Rows.graphContainers(view.tenant(), view.subscription())
                : Rows.graphResources(view.tenant(), view.subscription());
        String list = id + "/" + request.path("query").asText();
        int size = options.path("$top").asInt(options.has("$top") ? 0 : GRAPH_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw AzureError.NOT_SIMULATED.about("a $top that is not within 1 and " + LARGEST_PAGE);
        }
        JsonNode token = options.path("$skipToken");
        List<Map<String, Object>> rows = query.answer(table);
        int limit = subscriptions.graphRows(id);
        return rows.size() > limit
                ? result(new Page(rows.subList(0, limit), rows.size(), null), true)
                : result(Page.of(rows, list, token.isTextual() ? token.asText() : null, size, endless), false);
    }

    /** The subscription that a query names; empty when it names none or several. */
    static String subscriptionAsked(JsonNode request) {
        JsonNode named = request.path("subscriptions");
        if (named.size() != 1) {
            throw AzureError.NOT_SIMULATED.about("a query of " + named.size() + " subscriptions");
        }
        return named.path(0).asText();
    }

    static JsonNode json(String body) {
        try {
            return AccountReader.json().readTree(body);
        } catch (JsonProcessingException wrong) {
            throw new AzureFailure(AzureError.NOT_SIMULATED, "Not JSON: " + wrong.getOriginalMessage());
        }
    }

    /** @param truncated rows are missing, and there is no token for them */
    private static Map<String, Object> result(Page page, boolean truncated) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("totalRecords", page.total());
        result.put("count", page.rows().size());
        result.put("data", page.rows());
        result.put("facets", List.of());
        result.put("resultTruncated", String.valueOf(truncated));
        String next = page.next();
        if (next != null) {
            result.put("$skipToken", next);
        }
        return result;
    }

    private static Map<String, Object> list(List<Map<String, Object>> rows, Listing listing) {
        Params params = listing.params();
        if (params.get("$filter") != null || params.get("$expand") != null) {
            throw AzureError.NOT_SIMULATED.about("$filter and $expand");
        }
        int size = size(params.get("$top"));
        Page page = Page.of(rows, listing.listUrl(), params.get("$skiptoken"), size, listing.endless());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("value", page.rows());
        String next = page.next();
        if (next != null) {
            answer.put(
                    "nextLink",
                    listing.listUrl() + "?api-version=" + params.get("api-version") + "&%24top=" + size
                            + "&%24skiptoken=" + next);
        }
        return answer;
    }

    private static int size(@Nullable String top) {
        if (top == null) {
            return LARGEST_PAGE;
        }
        // Four digits at most: anything longer is too large in any case.
        int size = top.matches("\\d{1,4}") ? Integer.parseInt(top) : 0;
        if (size < 1 || size > LARGEST_PAGE) {
            throw AzureError.MALFORMED_TOP.about(LARGEST_PAGE);
        }
        return size;
    }

    private Subscriptions.View allowed(Token caller, String id, AzureOperation operation) {
        if (!Guids.isGuid(id)) {
            throw AzureError.MALFORMED_SUBSCRIPTION.about(id);
        }
        Subscriptions.View view = subscriptions.find(id).orElseThrow(() -> AzureError.UNKNOWN_SUBSCRIPTION.about(id));
        if (!AzureSubscription.key(view.tenant()).equals(AzureSubscription.key(caller.tenant()))) {
            throw AzureError.WRONG_TENANT.about(caller.tenant(), view.tenant());
        }
        return subscriptions
                .allowed(id, caller.app(), operation.permission())
                .filter(part -> !OF_THE_SUBSCRIPTION.contains(operation)
                        || subscriptions.allows(id, caller.app(), operation.permission()))
                .orElseThrow(() -> AzureError.NOT_AUTHORIZED.about(
                        caller.app(), caller.objectId(), operation.permission(), "/subscriptions/" + id));
    }
}
