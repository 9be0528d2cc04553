package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subscription itself, with the management groups above it, the nearest first. They stand in its row of Resource Graph
 * for everybody who reads the subscription (Azure Resource Graph sample queries for management groups); to ask the groups
 * themselves needs a role on them. Nothing else gives the path, so that nothing stands in: a subscription without it would
 * look changed.
 */
final class Subscriptions implements AzureSource.Table {
    private static final String TYPE = "microsoft.resources/subscriptions";

    @Override
    public String service() {
        return "subscription";
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String query() {
        return """
                resourcecontainers
                | where type =~ 'microsoft.resources/subscriptions'
                | project id, name, type, tags, state = properties.state, path = properties.managementGroupAncestorsChain
                | order by id asc""";
    }

    @Override
    public Resource row(Map<?, ?> row) {
        return AzureRows.resource(
                AzureRows.text(row, "id"),
                AzureRows.text(row, "name"),
                AzureRows.text(row, "type"),
                SliceKey.GLOBAL,
                row.get("tags"),
                new AzureRows.Detail()
                        .with("state", AzureRows.text(row, "state"))
                        .with("managementGroups", path(row.get("path"))));
    }

    /** An element has the group's name, which is its id, and its display name. */
    private static List<Map<String, Object>> path(@Nullable Object chain) {
        List<Map<String, Object>> groups = new ArrayList<>();
        if (chain instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> group) {
                    Map<String, Object> named = new LinkedHashMap<>();
                    List.of("name", "displayName").forEach(member -> {
                        String text = AzureRows.text(group, member);
                        if (text != null) {
                            named.put(member, text);
                        }
                    });
                    groups.add(named);
                }
            }
        }
        return groups;
    }

    @Override
    public Optional<ManagerList> standIn() {
        return Optional.empty();
    }
}
