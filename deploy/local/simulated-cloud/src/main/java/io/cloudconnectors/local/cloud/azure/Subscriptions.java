package io.cloudconnectors.local.cloud.azure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The subscriptions as they are now: whose tenant, who may do what and where, what is in them. */
final class Subscriptions {
    private final Map<String, Entry> subscriptions = new HashMap<>();

    /**
     * What one call sees of a subscription.
     *
     * @param assignments every role assignment at the subscription, above and below it
     */
    record View(String tenant, AzureSubscription subscription, List<AzureSubscription.RoleAssignment> assignments) {}

    /** @param group of the resource group that is the role's scope; absent: the subscription is */
    private record Assignment(String role, @Nullable String group) {
        boolean covers(AzureSubscription.ResourceGroup of) {
            return group == null || group.equals(AzureSubscription.key(of.name()));
        }
    }

    private static final class Entry {
        private String tenant;
        private AzureSubscription subscription;
        private final Map<String, Set<Assignment>> roles = new HashMap<>();
        private final Set<String> withoutGraph = new HashSet<>();
        private int graphRows = Integer.MAX_VALUE;

        private Entry(String tenant, AzureSubscription subscription) {
            this.tenant = tenant;
            this.subscription = subscription;
            subscription
                    .roles()
                    .forEach((app, names) -> names.forEach(name -> assign(app, new Assignment(name, null))));
        }

        private void assign(String app, Assignment assignment) {
            roles.computeIfAbsent(AzureSubscription.key(app), key -> new LinkedHashSet<>())
                    .add(assignment);
        }

        private View view(AzureSubscription seen) {
            List<AzureSubscription.RoleAssignment> assignments = new ArrayList<>(subscription.roleAssignments());
            roles.forEach((app, roles) -> roles.forEach(role -> assignments.add(new AzureSubscription.RoleAssignment(
                    Guids.derived(tenant + "/" + app), "ServicePrincipal", role.role(), scope(role)))));
            return new View(tenant, seen, List.copyOf(assignments));
        }

        private @Nullable String scope(Assignment role) {
            return role.group() == null
                    ? null
                    : "/subscriptions/" + subscription.id() + "/resourceGroups/" + role.group();
        }

        /** The assignments that allow the action, whatever their scopes. */
        private List<Assignment> allowing(String app, String action) {
            return roles.getOrDefault(AzureSubscription.key(app), Set.of()).stream()
                    .filter(assignment -> Roles.allows(assignment.role(), action))
                    .toList();
        }
    }

    synchronized void add(String tenant, AzureSubscription subscription) {
        subscriptions.put(AzureSubscription.key(subscription.id()), new Entry(tenant, subscription));
    }

    synchronized Optional<View> find(String id) {
        return Optional.ofNullable(subscriptions.get(AzureSubscription.key(id)))
                .map(entry -> entry.view(entry.subscription));
    }

    /** Whether a role at the subscription's own scope allows the action. */
    synchronized boolean allows(String id, String app, String action) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        return entry != null && entry.allowing(app, action).stream().anyMatch(assignment -> assignment.group() == null);
    }

    /** The subscription with the groups alone in which the action is allowed; empty when it is nowhere. */
    synchronized Optional<View> allowed(String id, String app, String action) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        if (entry == null) {
            return Optional.empty();
        }
        List<Assignment> allowing = entry.allowing(app, action);
        List<AzureSubscription.ResourceGroup> groups = entry.subscription.resourceGroups().stream()
                .filter(group -> allowing.stream().anyMatch(assignment -> assignment.covers(group)))
                .toList();
        return groups.isEmpty() && !allows(id, app, action)
                ? Optional.empty()
                : Optional.of(entry.view(entry.subscription.holding(groups)));
    }

    synchronized boolean allowsGraph(String id, String app) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        return entry != null && !entry.withoutGraph.contains(AzureSubscription.key(app));
    }

    synchronized void grant(String id, String app, String role) {
        existing(id).assign(app, new Assignment(role, null));
    }

    synchronized void grant(String id, String group, String app, String role) {
        Entry entry = existing(id);
        String key = AzureSubscription.key(group);
        if (entry.subscription.resourceGroups().stream()
                .noneMatch(each -> AzureSubscription.key(each.name()).equals(key))) {
            throw new IllegalArgumentException("No resource group " + group + " in " + id);
        }
        entry.assign(app, new Assignment(role, key));
    }

    synchronized void limitGraph(String id, int rows) {
        existing(id).graphRows = rows;
    }

    synchronized void unlimitGraph(String id) {
        existing(id).graphRows = Integer.MAX_VALUE;
    }

    /** How many rows an answer of Resource Graph has at most, without a token for more. */
    synchronized int graphRows(String id) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        return entry == null ? 0 : entry.graphRows;
    }

    synchronized void revoke(String id, String app) {
        existing(id).roles.remove(AzureSubscription.key(app));
    }

    synchronized void denyGraph(String id, String app) {
        existing(id).withoutGraph.add(AzureSubscription.key(app));
    }

    synchronized void allowGraph(String id, String app) {
        existing(id).withoutGraph.remove(AzureSubscription.key(app));
    }

    synchronized void move(String id, String toTenant) {
        existing(id).tenant = toTenant;
    }

    synchronized void hold(String id, List<AzureSubscription.ResourceGroup> groups) {
        Entry entry = existing(id);
        entry.subscription = entry.subscription.holding(groups);
    }

    synchronized void remove(String id) {
        subscriptions.remove(AzureSubscription.key(id));
    }

    private Entry existing(String id) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        if (entry == null) {
            throw new IllegalArgumentException("No subscription " + id);
        }
        return entry;
    }
}
