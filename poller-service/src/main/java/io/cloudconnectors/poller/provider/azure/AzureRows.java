package io.cloudconnectors.poller.provider.azure;

import com.azure.resourcemanager.resources.fluent.models.GenericResourceExpandedInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.resources.models.Identity;
import com.azure.resourcemanager.resources.models.Plan;
import com.azure.resourcemanager.resources.models.Sku;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes resources of what Azure answers: their envelope, in one form wherever it comes from, so that a resource does not
 * look changed when Resource Graph is denied for a while.
 *
 * <p>{@code properties} are no part of it and not even asked for. The lists of the Resource Manager lack them, and customers
 * keep secrets there that no list of names could tell: custom data of machines, connection strings, signed addresses.
 */
final class AzureRows {
    static final String GROUP = "microsoft.resources/resourcegroups";
    private static final String GROUP_IN_GRAPH = "microsoft.resources/subscriptions/resourcegroups";

    private static final List<String> SKU = List.of("name", "tier", "size", "family", "model", "capacity");
    private static final List<String> PLAN = List.of("name", "publisher", "product", "promotionCode", "version");

    private AzureRows() {}

    /**
     * A row of Resource Graph.
     *
     * @throws IllegalArgumentException when it has no id or type
     */
    static Resource row(Map<?, ?> row) {
        Detail detail = new Detail()
                .with("kind", row.get("kind"))
                .with("managedBy", lower(row.get("managedBy")))
                .with("sku", members(row.get("sku"), SKU))
                .with("plan", members(row.get("plan"), PLAN))
                .with("identity", identity(row.get("identity")));
        return resource(
                text(row, "id"), text(row, "name"), text(row, "type"), text(row, "location"), row.get("tags"), detail);
    }

    /** A resource as the Resource Manager lists it. */
    static Resource listed(GenericResourceExpandedInner resource) {
        Detail detail = new Detail()
                .with("kind", resource.kind())
                .with("managedBy", lower(resource.managedBy()))
                .with("sku", sku(resource.sku()))
                .with("plan", plan(resource.plan()))
                .with("identity", identity(resource.identity()));
        return resource(resource.id(), resource.name(), resource.type(), resource.location(), resource.tags(), detail);
    }

    /** A resource group as the Resource Manager lists it. */
    static Resource listedGroup(ResourceGroupInner group) {
        return resource(
                group.id(),
                group.name(),
                GROUP,
                group.location(),
                group.tags(),
                new Detail().with("managedBy", lower(group.managedBy())));
    }

    /** Members that have a value; one whose value is empty is as one that is absent. */
    static final class Detail {
        private final Map<String, Object> members = new LinkedHashMap<>();

        Detail with(String member, @Nullable Object value) {
            boolean empty = switch (value) {
                case null -> true;
                case String text -> text.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                case List<?> list -> list.isEmpty();
                default -> false;
            };
            if (!empty) {
                members.put(member, value);
            }
            return this;
        }
    }

    /**
     * Ids are compared without case in Azure, and its services write the same one differently: they are taken lower-case,
     * so that a resource stays one. A child's name is its own, without its parents', which some lists put before it.
     */
    static Resource resource(
            @Nullable String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable String location,
            @Nullable Object tags,
            Detail detail) {
        if (id == null || type == null) {
            throw new IllegalArgumentException("A resource without id or type");
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return new Resource(
                lower.equals(GROUP_IN_GRAPH) ? GROUP : lower,
                id.toLowerCase(Locale.ROOT),
                name == null ? null : name.substring(name.lastIndexOf('/') + 1),
                region(location),
                tags(tags),
                detail.members);
    }

    /** {@code West Europe} is {@code westeurope}. */
    private static String region(@Nullable String location) {
        return location == null || location.isBlank()
                ? SliceKey.GLOBAL
                : location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> tags(@Nullable Object tags) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (tags instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), value == null ? "" : value.toString()));
        }
        return texts;
    }

    private static Map<String, Object> members(@Nullable Object object, List<String> wanted) {
        Detail detail = new Detail();
        if (object instanceof Map<?, ?> map) {
            wanted.forEach(member -> detail.with(member, plain(map.get(member))));
        }
        return detail.members;
    }

    /** Numbers and texts alone: nothing can hide below a member that is wanted. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number;
            default -> null;
        };
    }

    private static Map<String, Object> sku(@Nullable Sku sku) {
        return sku == null
                ? Map.of()
                : new Detail()
                        .with("name", sku.name())
                        .with("tier", sku.tier())
                        .with("size", sku.size())
                        .with("family", sku.family())
                        .with("model", sku.model())
                        .with("capacity", sku.capacity())
                        .members;
    }

    private static Map<String, Object> plan(@Nullable Plan plan) {
        return plan == null
                ? Map.of()
                : new Detail()
                        .with("name", plan.name())
                        .with("publisher", plan.publisher())
                        .with("product", plan.product())
                        .with("promotionCode", plan.promotionCode())
                        .with("version", plan.version())
                        .members;
    }

    private static Map<String, Object> identity(@Nullable Object identity) {
        return switch (identity) {
            case Identity listed -> identity(listed.type(), listed.principalId(), listed.tenantId());
            case Map<?, ?> row -> identity(row.get("type"), row.get("principalId"), row.get("tenantId"));
            case null, default -> Map.of();
        };
    }

    /** Several types come with and without a blank between them. */
    private static Map<String, Object> identity(
            @Nullable Object type, @Nullable Object principalId, @Nullable Object tenantId) {
        return new Detail()
                .with("type", type == null ? null : type.toString().replace(" ", ""))
                .with("principalId", plain(principalId))
                .with("tenantId", plain(tenantId))
                .members;
    }

    static @Nullable String lower(@Nullable Object id) {
        return id instanceof String text ? text.toLowerCase(Locale.ROOT) : null;
    }

    static @Nullable String text(Map<?, ?> row, String column) {
        return row.get(column) instanceof String text ? text : null;
    }
}
