package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Invariant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether seeds went as they should: nothing may be violated, and each fault must have been made where it was meant to be. With
 * a protection switched off it is the other way round: what it protects from must have been found.
 *
 * @param name what was done
 * @param violated the invariant of each violation
 * @param unreached how many faults were not made where they were meant
 */
record Verdict(String name, int seeds, List<Invariant> violated, int unreached, Optional<Switch> without) {

    static Verdict of(String name, Collection<Result> results, Optional<Switch> without) {
        return new Verdict(
                name,
                results.size(),
                results.stream().flatMap(result -> result.violated().stream()).toList(),
                results.stream().mapToInt(Result::unreached).sum(),
                without);
    }

    /** Why it is not as it should be. */
    Optional<String> objection() {
        if (without.isPresent()) {
            Set<Invariant> expected = without.get().broken();
            return found().stream().anyMatch(expected::contains)
                    ? Optional.empty()
                    : Optional.of("NOT_FOUND: without %s one of %s is violated, and the checker found no such thing"
                            .formatted(without.get(), new TreeSet<>(expected)));
        }
        if (!violated.isEmpty()) {
            return Optional.of("VIOLATED: " + names());
        }
        return unreached == 0
                ? Optional.empty()
                : Optional.of("UNREACHED: %d faults were not made where they were meant to be".formatted(unreached));
    }

    private Set<Invariant> found() {
        Set<Invariant> found = EnumSet.noneOf(Invariant.class);
        found.addAll(violated);
        return found;
    }

    private String names() {
        return found().isEmpty()
                ? "NOTHING"
                : found().stream().map(Invariant::name).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return without.isPresent()
                ? "FAULT %s seeds=%d found=%s".formatted(name, seeds, names())
                : "FAULT %s seeds=%d violations=%d".formatted(name, seeds, violated.size());
    }
}
