package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.connector.ApplySetRepository.Match;
import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a set shall be with what there is. It changes nothing. */
final class ApplyPlan {
    /** How many connectors are read at a time. */
    private static final int CHUNK = 500;

    private final Desk desk;
    private final ApplySetRepository sets;
    private final ConnectorForm form;
    private final ConnectorPatch patch;
    private final ApplyRequest request;
    private final Set<Account> accounts = new HashSet<>();

    ApplyPlan(Desk desk, ApplySetRepository sets, ConnectorForm form, ConnectorPatch patch, ApplyRequest request) {
        this.desk = desk;
        this.sets = sets;
        this.form = form;
        this.patch = patch;
        this.request = request;
    }

    /** The items in their order, then what left the set. */
    List<ApplyStep> steps() {
        List<String> names = request.items().stream().map(ApplyItem::name).toList();
        List<Match> matches = desk.inTransaction(() -> sets.resolve(desk.tenant(), names));
        Map<String, Long> times =
                matches.stream().collect(Collectors.groupingBy(Match::nameKey, Collectors.counting()));
        Map<UUID, Known> known = read(matches);
        List<ApplyStep> steps = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            ApplyItem item = request.items().get(i);
            Match match = matches.get(i);
            steps.add(
                    Objects.requireNonNull(times.get(match.nameKey())) > 1
                            ? refuse(item, match, null, nameTwice().below(item.pointer()))
                            : step(item, match, known));
        }
        steps.addAll(whatLeft(matches));
        return steps;
    }

    private ApplyStep step(ApplyItem item, Match match, Map<UUID, Known> known) {
        UUID id = match.id();
        if (id == null) {
            return reading(item, match, ApplyResult.Action.CREATE, () -> make(item));
        }
        Known there = known.get(id);
        if (there == null) {
            // Deleted since its name was looked up: the next call makes it anew.
            return refuse(item, match, null, Problem.of(ProblemCode.CONCURRENT_CHANGE, "Send the set again."));
        }
        boolean own = request.set().equals(match.set());
        if (!own && match.set() != null && !match.hasLeft()) {
            return notInSet(
                    item,
                    match,
                    "The connector of this name belongs to the set " + match.set()
                            + ": take it out of that one first, or choose another name.");
        }
        if (!own && !request.adopt()) {
            return notInSet(
                    item,
                    match,
                    "The connector of this name belongs to no set: write \"adopt\": true beside applySet to have this"
                            + " one take it over, or choose another name.");
        }
        ApplyStep.Joining joins = !own
                ? ApplyStep.Joining.ADOPTED
                : match.hasLeft() ? ApplyStep.Joining.AGAIN : ApplyStep.Joining.NOT_NEEDED;
        return reading(item, match, ApplyResult.Action.UPDATE, () -> adjust(item, id, there, joins));
    }

    private ApplyStep make(ApplyItem item) {
        ConnectorChange wanted = form.readItem(item.body());
        requireOwnAccount(wanted.spec());
        return new ApplyStep.Make(item, wanted);
    }

    private ApplyStep adjust(ApplyItem item, UUID id, Known there, ApplyStep.Joining joins) {
        ConnectorChange wanted = patch.replace(there.spec(), item.body());
        requireOwnAccount(wanted.spec());
        return new ApplyStep.Adjust(item, id, there.credential(), there.spec(), wanted, joins);
    }

    /** Of two items with one account the second is refused: the first alone would not see it in a dry run. */
    private void requireOwnAccount(ConnectorSpec spec) {
        if (spec.accountId() != null && !accounts.add(new Account(spec.provider(), spec.accountId()))) {
            throw new ProblemException(DuplicateConnectorException.Key.ACCOUNT.problem(spec.provider()));
        }
    }

    private List<ApplyStep.Disable> whatLeft(List<Match> matches) {
        Set<UUID> declared = matches.stream().map(Match::id).collect(Collectors.toSet());
        return desk.inTransaction(() -> sets.members(desk.tenant(), request.set())).stream()
                .filter(member -> !declared.contains(member.id()))
                .map(member -> new ApplyStep.Disable(member.id(), member.name()))
                .toList();
    }

    private Map<UUID, Known> read(List<Match> matches) {
        List<UUID> ids = matches.stream()
                .map(Match::id)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<UUID, Known> known = new HashMap<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<UUID> chunk = ids.subList(from, Math.min(from + CHUNK, ids.size()));
            known.putAll(desk.inTransaction(() -> desk.tools().repository().live(desk.tenant(), chunk).stream()
                    .map(Known::of)
                    .collect(Collectors.toMap(Known::id, Function.identity()))));
        }
        return known;
    }

    private static ApplyStep reading(ApplyItem item, Match match, ApplyResult.Action action, Supplier<ApplyStep> step) {
        try {
            return step.get();
        } catch (ProblemException e) {
            return refuse(item, match, action, e.problem().below(item.pointer()));
        }
    }

    private static ApplyStep notInSet(ApplyItem item, Match match, String detail) {
        return refuse(item, match, ApplyResult.Action.UPDATE, Problem.of(ProblemCode.NOT_IN_APPLY_SET, detail));
    }

    private static ApplyStep refuse(ApplyItem item, Match match, ApplyResult.@Nullable Action action, Problem problem) {
        return new ApplyStep.Refuse(item.name(), action, match.id(), problem);
    }

    private static Problem nameTwice() {
        String detail =
                "Several items have this name (upper and lower case are the same): nothing was done about any of"
                        + " them. Write each connector once.";
        return Problem.of(
                ProblemCode.DUPLICATE_NAME, detail, List.of(FieldError.at("#/name", FieldErrorCode.TAKEN, detail)));
    }

    private record Account(Provider provider, String id) {}

    /** A connector as it was read for the plan. */
    private record Known(UUID id, ConnectorSpec spec, CredentialReference credential) {
        static Known of(Connector connector) {
            return new Known(connector.id(), connector.spec(), connector.credential());
        }
    }
}
