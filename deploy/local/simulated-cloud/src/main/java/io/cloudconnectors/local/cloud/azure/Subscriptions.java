package io.cloudconnectors.local.cloud.azure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The subscriptions as they are now: whose tenant, who may do what, what is in them. */
final class Subscriptions {
    private final Map<String, Entry> subscriptions = new HashMap<>();

    /** What one call sees of a subscription. */
    record View(String tenant, AzureSubscription subscription) {}

    private static final class Entry {
        private String tenant;
        private AzureSubscription subscription;
        private final Map<String, Set<String>> roles = new HashMap<>();
        private final Set<String> withoutGraph = new HashSet<>();

        private Entry(String tenant, AzureSubscription subscription) {
            this.tenant = tenant;
            this.subscription = subscription;
            subscription
                    .roles()
                    .forEach((app, names) -> roles.put(AzureSubscription.key(app), new LinkedHashSet<>(names)));
        }
    }

    synchronized void add(String tenant, AzureSubscription subscription) {
        subscriptions.put(AzureSubscription.key(subscription.id()), new Entry(tenant, subscription));
    }

    synchronized Optional<View> find(String id) {
        return Optional.ofNullable(subscriptions.get(AzureSubscription.key(id)))
                .map(entry -> new View(entry.tenant, entry.subscription));
    }

    synchronized boolean allows(String id, String app, String action) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        return entry != null
                && entry.roles.getOrDefault(AzureSubscription.key(app), Set.of()).stream()
                        .anyMatch(role -> Roles.allows(role, action));
    }

    synchronized boolean allowsGraph(String id, String app) {
        Entry entry = subscriptions.get(AzureSubscription.key(id));
        return entry != null && !entry.withoutGraph.contains(AzureSubscription.key(app));
    }

    synchronized void grant(String id, String app, String role) {
        existing(id)
                .roles
                .computeIfAbsent(AzureSubscription.key(app), key -> new LinkedHashSet<>())
                .add(role);
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
