package io.cloudconnectors.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads a history from its beginning and collects what violates an {@link Invariant}. */
public final class Checker implements Consumer<Event> {
    private final long slack;
    private final List<Violation> violations = new ArrayList<>();

    private final Set<UUID> acknowledged = new HashSet<>();
    private final Set<UUID> read = new HashSet<>();
    private final Map<UUID, BitSet> periods = new HashMap<>();
    private final Set<Period> due = new HashSet<>();
    private final Map<Attempt, Messages> messages = new HashMap<>();
    private final Set<Attempt> leased = new HashSet<>();
    private final Map<UUID, Long> epochs = new HashMap<>();
    private final Map<Look, Long> looks = new HashMap<>();
    private final Map<Slice, Long> holders = new HashMap<>();
    private final Map<Slice, Long> contents = new HashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    private final Map<UUID, Holdings> holdings = new HashMap<>();
    private final Map<UUID, Expectation> expected = new HashMap<>();

    /** @param slack milliseconds from a deadline to the end of the run, at most */
    public Checker(long slack) {
        this.slack = slack;
    }

    /** What was found so far. */
    public List<Violation> violations() {
        return violations;
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.CreateAcknowledged(UUID connector) -> acknowledged.add(connector);
            case Event.ConnectorRead(UUID connector) -> read.add(connector);
            case Event.PeriodClaimed claimed -> claimed(claimed);
            case Event.MessageCommitted(UUID run, int attempt) -> messages(run, attempt).committed++;
            case Event.MessageInKafka(UUID run, int attempt) -> messages(run, attempt).inKafka++;
            case Event.Leased(UUID connector, UUID run, int attempt) -> leased(run, attempt);
            case Event.LeaseAnswered(UUID connector, long epoch) -> {
                epochs.merge(connector, epoch, Math::max);
                Holdings held = holdings.get(connector);
                if (held != null) {
                    held.leased(epoch);
                }
            }
            case Event.SliceLooked(UUID connector, String slice, long epoch, long content) ->
                looks.put(new Look(new Slice(connector, slice), epoch), content);
            case Event.SliceMerged merged -> merged(merged);
            case Event.ReportTaken(UUID connector, long epoch) -> written(connector, epoch, "a report");
            case Event.RunEnded end -> ended(end);
            case Event.RunOpen(UUID run, long deadline, long at) -> {
                if (at > deadline + slack) {
                    violated(
                            Invariant.NO_RUN_OPEN_PAST_DEADLINE,
                            "run " + run + " is open " + (at - deadline) + " ms past its deadline");
                }
            }
            case Event.SliceRead(UUID connector, String name, long content) ->
                read(new Slice(connector, name), content);
            case Event.CloudChanging(UUID connector, Set<String> names) ->
                holdings(connector).changing(names);
            case Event.CloudHolds(UUID connector, Set<String> names) ->
                holdings(connector).holds(names);
            case Event.AccountSeen(UUID connector, long epoch) ->
                holdings(connector).seen(epoch);
            case Event.InventoryRead read -> inventoryRead(read);
            case Event.SliceBlind blind -> blind(blind);
            case Event.RunJudged(UUID connector, UUID _, Event.Judgement judgement) ->
                expected.put(connector, expected(connector).after(judgement));
            case Event.Stands stands -> stands(stands);
            case Event.SecretFound(String secret, String where) ->
                violated(Invariant.NO_SECRET_IN_LOGS, secret + " is in " + where);
            case Event.Fault _ -> {}
            case Event.Recovered() -> recovered();
        }
    }

    private void claimed(Event.PeriodClaimed claimed) {
        BitSet numbers = periods.computeIfAbsent(claimed.connector(), _ -> new BitSet());
        int number = Math.toIntExact(claimed.sequence());
        if (numbers.get(number)) {
            violated(
                    Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD,
                    "period " + number + " of connector " + claimed.connector() + " has another run " + claimed.run());
        }
        numbers.set(number);
        if (claimed.due() != 0 && !due.add(new Period(claimed.connector(), claimed.due()))) {
            violated(
                    Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD,
                    "what connector " + claimed.connector() + " was due at " + claimed.due() + " has another run "
                            + claimed.run());
        }
    }

    private void leased(UUID run, int attempt) {
        if (!leased.add(new Attempt(run, attempt))) {
            violated(Invariant.ONE_LEASE_PER_ATTEMPT, "attempt " + attempt + " of run " + run + " was leased again");
        }
    }

    private void merged(Event.SliceMerged merged) {
        written(merged.connector(), merged.epoch(), merged.slice());
        var slice = new Slice(merged.connector(), merged.slice());
        Long seen = looks.get(new Look(slice, merged.epoch()));
        if (seen == null || seen != merged.content()) {
            violated(Invariant.INVENTORY_EQUALS_TRUTH, slice + " holds what epoch " + merged.epoch() + " never saw");
        }
        holders.put(slice, merged.epoch());
        contents.put(slice, merged.content());
    }

    private void read(Slice slice, long content) {
        Long merged = contents.get(slice);
        if (merged == null || merged != content) {
            violated(Invariant.INVENTORY_EQUALS_TRUTH, slice + " is read otherwise than it was merged last");
        }
    }

    private void inventoryRead(Event.InventoryRead read) {
        Holdings held = holdings(read.connector());
        Set<String> astray = held.astray(read.present());
        if (!astray.isEmpty()) {
            violated(
                    Invariant.INVENTORY_AS_OF_LAST_SUCCESS,
                    "of connector " + read.connector() + " there is wrongly, or is not, " + new TreeSet<>(astray));
        }
        Set<String> stillThere = held.stillThere(read.gone());
        if (!stillThere.isEmpty()) {
            violated(
                    Invariant.NOTHING_GONE_THAT_EXISTS,
                    "connector " + read.connector() + " has as gone what is there: " + new TreeSet<>(stillThere));
        }
    }

    private void blind(Event.SliceBlind blind) {
        if (!blind.reason().equals(blind.meant())) {
            violated(
                    Invariant.BLIND_FOR_ITS_REASON,
                    "%s of connector %s is blind for %s, which was %s"
                            .formatted(blind.slice(), blind.connector(), blind.reason(), blind.meant()));
        }
    }

    private void stands(Event.Stands stands) {
        Expectation meant = expected(stands.connector());
        if (!meant.allows(stands)) {
            violated(Invariant.STANDING_FOLLOWS_FROM_RUNS, stands + ", which was to be " + meant);
        }
        expected.put(stands.connector(), Expectation.of(stands));
    }

    private Holdings holdings(UUID connector) {
        return holdings.computeIfAbsent(connector, _ -> new Holdings());
    }

    private Expectation expected(UUID connector) {
        return expected.getOrDefault(connector, Expectation.FIRST);
    }

    private void written(UUID connector, long epoch, String what) {
        Long newest = epochs.get(connector);
        if (newest != null && epoch < newest) {
            violated(
                    Invariant.NO_WRITE_BY_OLD_ATTEMPT,
                    what + " of connector " + connector + " was taken from epoch " + epoch + " under " + newest);
        }
    }

    private void ended(Event.RunEnded end) {
        if (!ended.add(end.run())) {
            violated(Invariant.ONE_TERMINAL_EFFECT_PER_PERIOD, "run " + end.run() + " ended twice");
        }
        switch (end.end()) {
            case SUCCEEDED -> looks.forEach((look, _) -> seen(look, end));
            case PARTIAL, FAILED, CANCELLED, SKIPPED -> {}
        }
    }

    private void seen(Look look, Event.RunEnded end) {
        if (look.epoch == end.epoch() && look.slice.connector.equals(end.connector())) {
            Long holder = holders.get(look.slice);
            if (holder == null || holder != end.epoch()) {
                violated(
                        Invariant.INVENTORY_EQUALS_TRUTH,
                        look.slice + " is of epoch " + holder + " after a success of epoch " + end.epoch());
            }
        }
    }

    private void recovered() {
        for (UUID connector : acknowledged) {
            if (!read.contains(connector)) {
                violated(Invariant.ACKNOWLEDGED_CREATE_READABLE, "connector " + connector + " is not there");
            }
        }
        periods.forEach((connector, numbers) -> {
            if (numbers.cardinality() != numbers.length() - 1 || numbers.get(0)) {
                violated(Invariant.RUN_SEQUENCE_WITHOUT_GAPS, "connector " + connector + " has runs " + numbers);
            }
        });
        messages.forEach((attempt, count) -> {
            if (count.inKafka < count.committed) {
                violated(
                        Invariant.COMMITTED_CLAIM_REACHES_KAFKA,
                        attempt + " was committed " + count.committed + " times and sent " + count.inKafka);
            }
        });
    }

    private Messages messages(UUID run, int attempt) {
        return messages.computeIfAbsent(new Attempt(run, attempt), _ -> new Messages());
    }

    private void violated(Invariant invariant, String what) {
        violations.add(new Violation(invariant, what));
    }

    private record Attempt(UUID run, int attempt) {}

    private record Period(UUID connector, long due) {}

    private record Slice(UUID connector, String name) {}

    private record Look(Slice slice, long epoch) {}

    private static final class Messages {
        private int committed;
        private int inKafka;
    }
}
