package io.cloudconnectors.local.cloud.google.project;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One project at one moment.
 *
 * @param ancestors {@code folders/123} and {@code organizations/456}, the nearest first
 * @param services what is enabled beside the APIs
 * @param apis those that are enabled, as {@code cloudasset.googleapis.com}
 * @param bindings the roles of each member of the project's policy, by e-mail address
 */
public record Project(
        String id,
        String number,
        String name,
        List<String> ancestors,
        List<String> services,
        boolean deleteRequested,
        SortedSet<String> apis,
        List<ServiceAccount> serviceAccounts,
        Map<String, SortedSet<PredefinedRole>> bindings,
        List<Resource> resources) {

    public Project {
        if (!id.matches("[a-z][a-z0-9-]{4,28}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "A project id has 6 to 30 lower-case letters, digits and hyphens: " + id);
        }
        if (!number.matches("[1-9]\\d{0,18}")) {
            throw new IllegalArgumentException("A project number is one: " + number);
        }
        ancestors = List.copyOf(ancestors);
        services = List.copyOf(services);
        apis = Collections.unmodifiableSortedSet(new TreeSet<>(apis));
        serviceAccounts = List.copyOf(serviceAccounts);
        bindings = Collections.unmodifiableMap(new TreeMap<>(bindings));
        resources = List.copyOf(resources);
    }

    /** All that is enabled, simulated or not. */
    public List<String> enabled() {
        return Stream.concat(apis.stream(), services.stream()).sorted().toList();
    }

    /** Its own IAM policy: the members of each role. */
    public Map<String, List<String>> policy() {
        Map<String, List<String>> members = new TreeMap<>();
        bindings.forEach((email, roles) ->
                roles.forEach(role -> members.computeIfAbsent(role.roleName(), name -> new ArrayList<>())
                        .add("serviceAccount:" + email)));
        return members;
    }

    public Optional<ServiceAccount> account(String email) {
        return serviceAccounts.stream()
                .filter(account -> account.email().equals(email))
                .findFirst();
    }

    public boolean allows(String email, String permission) {
        Set<PredefinedRole> roles = bindings.getOrDefault(email, Collections.emptySortedSet());
        return roles.stream().anyMatch(role -> role.holds(permission));
    }

    public List<Resource> resources(ResourceKind kind) {
        return resources.stream().filter(each -> each.kind() == kind).toList();
    }

    /** @throws IllegalArgumentException when the project has no such account */
    public Project withAccount(String email, UnaryOperator<ServiceAccount> change) {
        if (account(email).isEmpty()) {
            throw new IllegalArgumentException("Project " + id + " has no service account " + email);
        }
        List<ServiceAccount> changed = serviceAccounts.stream()
                .map(each -> each.email().equals(email) ? change.apply(each) : each)
                .toList();
        return new Project(id, number, name, ancestors, services, deleteRequested, apis, changed, bindings, resources);
    }

    public Project withoutAccount(String email) {
        List<ServiceAccount> others = new ArrayList<>(serviceAccounts);
        others.removeIf(each -> each.email().equals(email));
        return new Project(id, number, name, ancestors, services, deleteRequested, apis, others, bindings, resources);
    }

    public Project withDeletion(boolean requested) {
        return new Project(
                id, number, name, ancestors, services, requested, apis, serviceAccounts, bindings, resources);
    }

    public Project withApi(String api, boolean enabled) {
        SortedSet<String> changed = new TreeSet<>(apis);
        if (enabled) {
            changed.add(api);
        } else {
            changed.remove(api);
        }
        return new Project(
                id, number, name, ancestors, services, deleteRequested, changed, serviceAccounts, bindings, resources);
    }

    public Project withRole(String email, PredefinedRole role, boolean granted) {
        SortedSet<PredefinedRole> roles = new TreeSet<>(bindings.getOrDefault(email, new TreeSet<>()));
        if (granted) {
            roles.add(role);
        } else {
            roles.remove(role);
        }
        Map<String, SortedSet<PredefinedRole>> changed = new TreeMap<>(bindings);
        changed.put(email, Collections.unmodifiableSortedSet(roles));
        return new Project(
                id, number, name, ancestors, services, deleteRequested, apis, serviceAccounts, changed, resources);
    }

    public Project with(List<Resource> others) {
        return new Project(
                id, number, name, ancestors, services, deleteRequested, apis, serviceAccounts, bindings, others);
    }
}
