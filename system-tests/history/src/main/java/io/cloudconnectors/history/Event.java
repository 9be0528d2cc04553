package io.cloudconnectors.history;

import java.util.Set;
import java.util.UUID;

/**
 * Something that happened, in the order in which it took effect. Times are milliseconds of the database's clock, the only
 * one that counts.
 */
public sealed interface Event {
    /** A client was told that its connector is there. */
    record CreateAcknowledged(UUID connector) implements Event {}

    /** A client read a connector. */
    record ConnectorRead(UUID connector) implements Event {}

    /**
     * A period was claimed: it has this run, which may be skipped.
     *
     * @param due when the period was due, which tells one from another; 0 when that was not looked at
     */
    record PeriodClaimed(UUID connector, UUID run, long sequence, long due) implements Event {}

    /** A message that asks for an attempt was committed. */
    record MessageCommitted(UUID run, int attempt) implements Event {}

    /** A message that asks for an attempt is in Kafka. */
    record MessageInKafka(UUID run, int attempt) implements Event {}

    /** The lease of an attempt was committed. */
    record Leased(UUID connector, UUID run, int attempt) implements Event {}

    /** A poller was told that it holds an attempt. */
    record LeaseAnswered(UUID connector, long epoch) implements Event {}

    /** What a poller saw of a slice; {@code content} stands for all of it. */
    record SliceLooked(UUID connector, String slice, long epoch, long content) implements Event {}

    /** What the inventory holds of a slice from here on. */
    record SliceMerged(UUID connector, String slice, long epoch, long content) implements Event {}

    /** Something of a run was written because a poller reported it. */
    record ReportTaken(UUID connector, long epoch) implements Event {}

    /** A run ended. */
    record RunEnded(UUID connector, UUID run, long epoch, End end) implements Event {}

    /** A run was seen open. */
    record RunOpen(UUID run, long deadline, long at) implements Event {}

    /** What a client read of a slice of the inventory. */
    record SliceRead(UUID connector, String slice, long content) implements Event {}

    /** The connector's account is about to hold these: what it held before may be gone from here on. */
    record CloudChanging(UUID connector, Set<String> names) implements Event {}

    /** The connector's account holds these and nothing else, until it changes. */
    record CloudHolds(UUID connector, Set<String> names) implements Event {}

    /** A run that looks at all of the account succeeded. */
    record AccountSeen(UUID connector, long epoch) implements Event {}

    /** What a client read of the inventory of a connector: what is there, and what was and is gone. */
    record InventoryRead(UUID connector, Set<String> present, Set<String> gone) implements Event {}

    /**
     * A slice could not be looked at while a fault was there.
     *
     * @param meant what that fault is to be called
     */
    record SliceBlind(UUID connector, String slice, String reason, String meant) implements Event {}

    /** What the end of a run is to a connector; {@link Stands} follows. */
    record RunJudged(UUID connector, UUID run, Judgement judgement) implements Event {}

    /** What was written of a connector: whether it is offline, and how many transient failures it had in a row. */
    record Stands(UUID connector, boolean offline, int failures) implements Event {}

    /** A secret was found in what a process wrote. */
    record SecretFound(String secret, String where) implements Event {}

    /** A fault was made, at the point that was meant; what a reader of the history wants to know, and no checker. */
    record Fault(String kind, String what) implements Event {}

    /** All faults were repaired and there was time to recover: what must hold in the end holds now. */
    record Recovered() implements Event {}

    /** How a run ended. */
    enum End {
        SUCCEEDED,
        PARTIAL,
        FAILED,
        CANCELLED,
        SKIPPED
    }

    /** What the end of a run says of its connector. */
    enum Judgement {
        /** The account was reached. */
        GOOD,
        /** Trouble that passes: three in a row are too many. */
        TRANSIENT,
        /** Nothing: what failed is the platform's, or the run was stopped. */
        NOTHING,
        /** More than these rules say: what is written then is believed. */
        OTHER
    }
}
