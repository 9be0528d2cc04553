package io.cloudconnectors.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the account of one connector held, and what its inventory may say of that. */
final class Holdings {
    private final List<Set<String>> versions = new ArrayList<>();
    private final Map<Long, Integer> atLease = new HashMap<>();
    private final Set<String> everHeld = new HashSet<>();
    private final Set<String> leftOnce = new HashSet<>();
    private boolean changing;
    private @Nullable Integer atLastSuccess;

    void changing(Set<String> names) {
        hold(names);
        changing = true;
    }

    void holds(Set<String> names) {
        if (versions.isEmpty() || !versions.getLast().equals(names)) {
            hold(names);
        }
        changing = false;
    }

    private void hold(Set<String> names) {
        if (!versions.isEmpty()) {
            leftOnce.addAll(without(versions.getLast(), names));
        }
        everHeld.addAll(names);
        versions.add(names);
    }

    /** Who has this lease sees what is there from here on. */
    void leased(long epoch) {
        int oldest = versions.size() - (changing ? 2 : 1);
        atLease.put(epoch, Math.max(0, oldest));
    }

    void seen(long epoch) {
        atLastSuccess = atLease.get(epoch);
    }

    /** What is there and should not be, or should be and is not; nothing before a success. */
    Set<String> astray(Set<String> present) {
        Integer first = atLastSuccess;
        if (first == null || versions.isEmpty()) {
            return Set.of();
        }
        List<Set<String>> since = versions.subList(first, versions.size());
        Set<String> always = new HashSet<>(since.getFirst());
        Set<String> ever = new HashSet<>();
        since.forEach(names -> {
            always.retainAll(names);
            ever.addAll(names);
        });
        Set<String> astray = without(present, ever);
        astray.addAll(without(always, present));
        return astray;
    }

    /** Of these what never left the cloud. */
    Set<String> stillThere(Set<String> gone) {
        Set<String> there = without(gone, leftOnce);
        there.retainAll(everHeld);
        return there;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
