package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A simulated account whose content this test changes, and knows at each moment. */
final class Account {
    private static final int IN_EACH_SLICE = 4;

    private final CloudAccount cloud;
    private final List<Version> versions = new ArrayList<>();

    /**
     * What the account held.
     *
     * @param from when the request that put it there was sent
     * @param since when that was answered
     */
    private record Version(int number, long from, long since) {}

    private Account(CloudAccount cloud) {
        this.cloud = cloud;
    }

    static Account of(CloudAccount cloud) {
        var account = new Account(cloud);
        account.put(0);
        return account;
    }

    CloudAccount cloud() {
        return cloud;
    }

    /** A resource of each slice goes and another one comes. */
    synchronized void change() {
        put(versions.getLast().number() + 1);
    }

    private void put(int number) {
        long from = Moment.clock();
        Map<String, List<String>> names = new LinkedHashMap<>();
        cloud.slices().forEach(slice -> names.put(slice, names(slice, number)));
        cloud.hold(names);
        versions.add(new Version(number, from, Moment.clock()));
    }

    /** What somebody who looked at the slice between two moments may have seen, the latest last. */
    synchronized List<Long> contents(String slice, long from, long to) {
        return IntStream.range(0, versions.size())
                .filter(i -> versions.get(i).from() <= to
                        && (i + 1 == versions.size() || versions.get(i + 1).since() >= from))
                .mapToObj(i -> content(names(slice, versions.get(i).number())))
                .toList();
    }

    /** What it held, from its beginning on. */
    synchronized List<Moment> changes(UUID connector) {
        return versions.stream()
                .flatMap(version -> {
                    Set<String> names = cloud.slices().stream()
                            .flatMap(slice -> names(slice, version.number()).stream())
                            .collect(Collectors.toSet());
                    return Stream.of(
                            new Moment(version.from(), new Event.CloudChanging(connector, names)),
                            new Moment(version.since(), new Event.CloudHolds(connector, names)));
                })
                .toList();
    }

    /** Stands for resources of these names. */
    static long content(Collection<String> names) {
        String text = String.join(",", names.stream().sorted().toList());
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    /** Of these resources the ones in the slice. */
    static Predicate<String> in(String slice) {
        return name -> name.startsWith(slice.substring(0, 2) + '-');
    }

    private static List<String> names(String slice, int version) {
        return IntStream.range(version, version + IN_EACH_SLICE)
                .mapToObj(number -> slice.substring(0, 2) + '-' + number)
                .toList();
    }
}
