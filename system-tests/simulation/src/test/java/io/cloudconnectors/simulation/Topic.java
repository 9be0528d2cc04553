package io.cloudconnectors.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topic with one group of consumers: each partition is read by one of them, from what the last one committed. */
public final class Topic<R> {
    private static final long SESSION_TIMEOUT = 45_000;

    private final List<Partition<R>> partitions = new ArrayList<>();
    private final List<Node> members;
    private final List<Task> waiting = new ArrayList<>();
    private final Scheduler scheduler;
    private final Weather weather;

    Topic(int partitions, List<Node> members, Scheduler scheduler, Weather weather) {
        this.members = members;
        this.scheduler = scheduler;
        this.weather = weather;
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new Partition<>());
        }
    }

    /** Some records of one partition, from the first that is not taken in. */
    public record Batch<R>(int partition, int from, List<R> records) {}

    /** Puts a record behind those of its key. */
    void append(int key, R record) {
        partitions.get(key % partitions.size()).records.add(record);
        waiting.forEach(scheduler::wake);
        waiting.clear();
    }

    /** What a member is to take in next; null when there is nothing for it. */
    public @Nullable Batch<R> poll(Node member, int most) {
        if (weather.isBrokerAway()) {
            return null;
        }
        for (int i = 0; i < partitions.size(); i++) {
            Partition<R> partition = partitions.get(i);
            if (owner(i) == member) {
                if (partition.holder != member || partition.life != member.life) {
                    partition.holder = member;
                    partition.life = member.life;
                }
                int from = partition.committed;
                if (from < partition.records.size()) {
                    int to = Math.min(from + most, partition.records.size());
                    return new Batch<>(i, from, partition.records.subList(from, to));
                }
            }
        }
        return null;
    }

    /** Waits for a record of any partition, for a while. */
    public void await(long millis) {
        waiting.add(scheduler.current());
        scheduler.sleep(millis);
        waiting.remove(scheduler.current());
    }

    /** Passes over a batch, unless its partition went to another member meanwhile. */
    public void commit(Node member, Batch<R> batch, int records) {
        Partition<R> partition = partitions.get(batch.partition);
        if (partition.holder == member && partition.life == member.life && !weather.isBrokerAway()) {
            partition.committed = batch.from + records;
        }
    }

    /** Lets some records of each partition come again. */
    void rewind(int records) {
        for (Partition<R> partition : partitions) {
            partition.committed = Math.max(0, partition.committed - records);
            partition.holder = null;
        }
    }

    private @Nullable Node owner(int partition) {
        int present = 0;
        for (Node member : members) {
            present += member.isMember(SESSION_TIMEOUT) ? 1 : 0;
        }
        if (present == 0) {
            return null;
        }
        int nth = partition % present;
        for (Node member : members) {
            if (member.isMember(SESSION_TIMEOUT) && nth-- == 0) {
                return member;
            }
        }
        return null;
    }

    private static final class Partition<R> {
        private final List<R> records = new ArrayList<>();
        private int committed;
        private @Nullable Node holder;
        private int life;
    }
}
