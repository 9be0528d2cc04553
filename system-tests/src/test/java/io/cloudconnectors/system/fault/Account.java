package io.cloudconnectors.system.fault;

import io.cloudconnectors.system.stack.Cloud;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A simulated account whose content this test changes, and knows at each moment. */
final class Account {
    /** The slices that have volumes: region and service, as the history writes them. */
    static final List<String> SLICES = List.of("eu-central-1/ec2", "us-east-1/ec2");

    private static final int VOLUMES = 4;

    private final Cloud cloud;
    private final String id;
    private final List<Version> versions = new ArrayList<>();

    /**
     * What the account held.
     *
     * @param from when the request that put it there was sent
     * @param since when that was answered
     */
    private record Version(int number, long from, long since) {}

    private Account(Cloud cloud, String id, Version first) {
        this.cloud = cloud;
        this.id = id;
        versions.add(first);
    }

    static Account in(Cloud cloud) {
        long from = Moment.clock();
        String id = cloud.newAccount(resources(0));
        return new Account(cloud, id, new Version(0, from, Moment.clock()));
    }

    String id() {
        return id;
    }

    /** A volume of each region goes and another one comes. */
    synchronized void change() {
        int next = versions.getLast().number() + 1;
        long from = Moment.clock();
        cloud.replaceResources(id, resources(next));
        versions.add(new Version(next, from, Moment.clock()));
    }

    /** What somebody who looked at the slice between two moments may have seen, the latest last. */
    synchronized List<Long> contents(String slice, long from, long to) {
        return IntStream.range(0, versions.size())
                .filter(i -> versions.get(i).from() <= to
                        && (i + 1 == versions.size() || versions.get(i + 1).since() >= from))
                .mapToObj(i -> content(names(slice, versions.get(i).number())))
                .toList();
    }

    /** Stands for volumes of these names. */
    static long content(Collection<String> names) {
        String text = String.join(",", names.stream().sorted().toList());
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    /** Of these volumes the ones in the slice. */
    static Predicate<String> in(String slice) {
        return name -> name.startsWith(slice.substring(0, 2) + '-');
    }

    private static List<String> names(String slice, int version) {
        return IntStream.range(version, version + VOLUMES)
                .mapToObj(number -> slice.substring(0, 2) + '-' + number)
                .toList();
    }

    private static String resources(int version) {
        Stream<String> regions = SLICES.stream().map(slice -> {
            List<String> volumes = names(slice, version).stream()
                    .map("{\"name\": \"%s\"}"::formatted)
                    .toList();
            return "\"%s\": {\"volumes\": %s}".formatted(slice.substring(0, slice.indexOf('/')), volumes);
        });
        return "{\"regions\": {" + String.join(", ", regions.toList()) + "}}";
    }
}
