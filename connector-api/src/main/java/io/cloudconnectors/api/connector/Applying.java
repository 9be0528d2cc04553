package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.AuditAction;
import io.cloudconnectors.api.connector.ApplyResult.Action;
import io.cloudconnectors.api.connector.ApplyResult.Item;
import io.cloudconnectors.api.connector.ApplyResult.Outcome;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.contracts.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the steps of a plan, or only says what they come to. Each step stands alone: one that fails leaves the others
 * as they are. A set that is applied again after a crash in the middle comes to the same end.
 */
final class Applying {
    private final Desk desk;
    private final ApplySetRepository sets;
    private final ConnectorPatch patch;
    private final String set;
    private final boolean dryRun;
    private final Duration between;
    private final AtomicInteger due = new AtomicInteger();

    Applying(Desk desk, ApplySetRepository sets, ConnectorPatch patch, String set, boolean dryRun, ApplyConfig config) {
        this.desk = desk;
        this.sets = sets;
        this.patch = patch;
        this.set = set;
        this.dryRun = dryRun;
        this.between = Duration.ofMinutes(1).dividedBy(config.startsPerMinute());
    }

    /** @throws ProblemException what stands in the way of this step */
    Item perform(ApplyStep step) {
        return switch (step) {
            case ApplyStep.Make make -> make(make);
            case ApplyStep.Adjust adjust -> adjust(adjust);
            case ApplyStep.Disable disable -> disable(disable);
            case ApplyStep.Refuse refuse -> failed(step, refuse.problem());
        };
    }

    /** What a step that failed is reported as. */
    static Item failed(ApplyStep step, Problem problem) {
        return switch (step) {
            case ApplyStep.Make make -> item(make.name(), Action.CREATE, null, Outcome.FAILED, List.of(), problem);
            case ApplyStep.Adjust adjust ->
                item(adjust.name(), Action.UPDATE, adjust.id(), Outcome.FAILED, List.of(), problem);
            case ApplyStep.Disable disable ->
                item(disable.name(), Action.DISABLE, disable.id(), Outcome.FAILED, List.of(), problem);
            case ApplyStep.Refuse refuse ->
                item(refuse.name(), refuse.action(), refuse.id(), Outcome.FAILED, List.of(), problem);
        };
    }

    private Item make(ApplyStep.Make make) {
        UUID id = ConnectorIds.next(desk.now());
        if (dryRun) {
            desk.refuseDuplicates(id, make.wanted().spec());
            Twins.REFUSED_IN_SET.refuse(desk, make.wanted().spec());
            return planned(make.name(), Action.CREATE, null, List.of());
        }
        var _ = new Creation(desk).create(id, make.wanted(), Twins.REFUSED_IN_SET, written -> {
            join(written);
            recordMembership(AuditAction.APPLY_SET_JOINED, written, null, membership());
            spread(written);
        });
        return done(make.name(), Action.CREATE, id, List.of());
    }

    private Item adjust(ApplyStep.Adjust adjust) {
        ProviderSecret secret = newSecret(adjust);
        List<String> changes = changes(adjust, secret);
        if (changes.isEmpty()) {
            return item(
                    adjust.name(),
                    Action.UNCHANGED,
                    adjust.id(),
                    dryRun ? Outcome.PLANNED : Outcome.DONE,
                    changes,
                    null);
        }
        if (dryRun) {
            desk.refuseDuplicates(adjust.id(), adjust.wanted().spec());
            Twins.REFUSED_IN_SET.refuse(desk, adjust.before(), adjust.wanted().spec());
            return planned(adjust.name(), Action.UPDATE, adjust.id(), changes);
        }
        if (adjust.joins() != ApplyStep.Joining.NOT_NEEDED) {
            desk.inTransaction(() -> takeIn(adjust));
        }
        var _ = new Alteration(desk, Twins.REFUSED_IN_SET)
                .change(adjust.id(), current -> withoutKnownSecret(adjust, current, secret), this::spread);
        return done(adjust.name(), Action.UPDATE, adjust.id(), changes);
    }

    /** Disabled first: if what follows does not happen, the next call finds it in the set still. */
    private Item disable(ApplyStep.Disable disable) {
        List<String> changes = List.of("enabled");
        if (dryRun) {
            return planned(disable.name(), Action.DISABLE, disable.id(), changes);
        }
        var _ = new Alteration(desk)
                .change(disable.id(), current -> new ConnectorChange(current.withEnabled(false), null));
        desk.inTransaction(() -> {
            sets.leave(disable.id(), set);
            recordMembership(AuditAction.APPLY_SET_LEFT, disable.id(), membership(), null);
            return true;
        });
        return done(disable.name(), Action.DISABLE, disable.id(), changes);
    }

    /** The vault alone knows whether the secret is the one that the connector has; asking it changes nothing. */
    private @Nullable ProviderSecret newSecret(ApplyStep.Adjust adjust) {
        ProviderSecret secret = adjust.wanted().secret();
        if (secret == null || adjust.before().provider() == Provider.AWS) {
            return secret;
        }
        return desk.tools().vault().holds(desk.tenant(), adjust.credential(), secret.write(adjust.id()))
                ? null
                : secret;
    }

    private ConnectorChange withoutKnownSecret(
            ApplyStep.Adjust adjust, ConnectorSpec current, @Nullable ProviderSecret secret) {
        ConnectorChange change = patch.replace(current, adjust.item().body());
        return secret == null ? new ConnectorChange(change.spec(), null) : change;
    }

    private static List<String> changes(ApplyStep.Adjust adjust, @Nullable ProviderSecret secret) {
        ConnectorSpec before = adjust.before();
        ConnectorSpec after = adjust.wanted().spec();
        List<String> changes = new ArrayList<>();
        addIf(!before.name().equals(after.name()), "name", changes);
        addIf(!before.description().equals(after.description()), "description", changes);
        addIf(before.runFrequencyMinutes() != after.runFrequencyMinutes(), "runFrequencyMinutes", changes);
        addIf(!Objects.equals(before.requestsPerSecond(), after.requestsPerSecond()), "requestsPerSecond", changes);
        addIf(before.enabled() != after.enabled(), "enabled", changes);
        addIf(!before.labels().equals(after.labels()), "labels", changes);
        addIf(!before.account().equals(after.account()), ProviderForm.member(before.provider()), changes);
        addIf(secret != null, "credential", changes);
        addIf(adjust.joins() != ApplyStep.Joining.NOT_NEEDED, "applySet", changes);
        return changes;
    }

    private static void addIf(boolean changes, String member, List<String> names) {
        if (changes) {
            names.add(member);
        }
    }

    private boolean takeIn(ApplyStep.Adjust adjust) {
        Connector connector = desk.lock(adjust.id());
        join(adjust.id());
        switch (adjust.joins()) {
            case ADOPTED ->
                recordMembership(AuditAction.CONNECTOR_ADOPTED, adjust.id(), connector.facts(), membership());
            case AGAIN -> recordMembership(AuditAction.APPLY_SET_JOINED, adjust.id(), null, membership());
            case NOT_NEEDED -> {}
        }
        return true;
    }

    private void recordMembership(AuditAction action, UUID id, @Nullable Object before, @Nullable Object after) {
        desk.tools().audit().record(desk.tenant(), action, id, before, after);
    }

    private Map<String, String> membership() {
        return Map.of("applySet", set);
    }

    private void join(UUID id) {
        if (!sets.join(desk.tenant(), id, set)) {
            throw new ProblemException(
                    ProblemCode.NOT_IN_APPLY_SET, "Another set took the connector over just now; look at that one.");
        }
    }

    /** Of the connectors that one call makes due, each becomes due a little later than the one before. */
    private void spread(UUID id) {
        if (!sets.putOff(id, between.multipliedBy(due.getAndIncrement()))) {
            due.decrementAndGet();
        }
    }

    private static Item planned(String name, Action action, @Nullable UUID id, List<String> changes) {
        return item(name, action, id, Outcome.PLANNED, changes, null);
    }

    private static Item done(String name, Action action, UUID id, List<String> changes) {
        return item(name, action, id, Outcome.DONE, changes, null);
    }

    private static Item item(
            String name,
            @Nullable Action action,
            @Nullable UUID id,
            Outcome result,
            List<String> changes,
            @Nullable Problem problem) {
        return new Item(name, action, id, result, List.copyOf(changes), problem);
    }
}
