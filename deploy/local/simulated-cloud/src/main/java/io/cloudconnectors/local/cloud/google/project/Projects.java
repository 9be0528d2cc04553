package io.cloudconnectors.local.cloud.google.project;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/** The projects as they are now. A reader sees one project whole; writers of the same project take turns. */
public final class Projects {
    private final ConcurrentMap<String, Project> projects = new ConcurrentHashMap<>();

    public List<Project> all() {
        return List.copyOf(new TreeMap<>(projects).values());
    }

    /** By id or by number, as each of Google's APIs takes it. */
    public Optional<Project> find(String idOrNumber) {
        Project byId = projects.get(idOrNumber);
        return byId != null
                ? Optional.of(byId)
                : projects.values().stream()
                        .filter(project -> project.number().equals(idOrNumber))
                        .findFirst();
    }

    /** The project that a service account lives in. */
    public Optional<Project> homeOf(String email) {
        return projects.values().stream()
                .filter(project -> project.account(email).isPresent())
                .findFirst();
    }

    /** Adds the project, or takes the place of the one with its id. */
    public void put(Project project) {
        projects.put(project.id(), project);
    }

    /** @throws IllegalArgumentException when there is no such project */
    public Project change(String id, UnaryOperator<Project> change) {
        Project changed = projects.computeIfPresent(id, (key, project) -> change.apply(project));
        if (changed == null) {
            throw new IllegalArgumentException("No project " + id);
        }
        return changed;
    }
}
