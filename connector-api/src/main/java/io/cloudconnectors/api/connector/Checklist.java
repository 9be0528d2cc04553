package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.connector.Troubleshooting.Status;
import io.cloudconnectors.api.connector.Troubleshooting.Step;
import io.cloudconnectors.api.gap.PermissionGaps;
import io.cloudconnectors.api.gap.PermissionPatch;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps from nothing to a green connector, walked in the order in which a run meets them. What a run failed on is
 * FAILED, what it must have passed to come there is DONE, and what lies behind is UNKNOWN. A pure function.
 */
final class Checklist {
    private final @Nullable ReasonCode reason;
    private final List<Check> checks;

    /**
     * One step before its status is known.
     *
     * @param failsOn the reasons that say that it is wrong
     * @param maybe the reasons that leave open whether it is
     * @param known how it stands without asking the reason
     */
    record Check(
            String id,
            String title,
            String detail,
            @Nullable String value,
            Set<ReasonCode> failsOn,
            Set<ReasonCode> maybe,
            @Nullable Status known) {

        static Check of(String id, String title, String detail, @Nullable String value, ReasonCode... failsOn) {
            return new Check(id, title, detail, value, Set.of(failsOn), Set.of(), null);
        }

        /** The provider does not say which of several steps is wrong. */
        Check maybe(ReasonCode code) {
            return new Check(id, title, detail, value, failsOn, Set.of(code), known);
        }

        /** Settings alone show that it is right. */
        Check givenWhen(boolean right) {
            return new Check(id, title, detail, value, failsOn, maybe, right ? Status.DONE : null);
        }

        /** A run was denied some of it, and this is what allows exactly that; the rest of it holds. */
        Check denied(@Nullable String command) {
            return command == null
                    ? this
                    : new Check(
                            id,
                            title,
                            "permissionGaps names what was denied. Run this as somebody who administers the account; it allows"
                                    + " exactly that.",
                            command,
                            failsOn,
                            maybe,
                            Status.FAILED);
        }

        /** A run has proved it, or its contrary, or nobody has. */
        Check provedBy(@Nullable ExternalIdProof proof) {
            Status proved = switch (proof) {
                case ENFORCED -> Status.DONE;
                case NOT_ENFORCED -> Status.FAILED;
                case null -> Status.UNKNOWN;
            };
            return new Check(id, title, detail, value, failsOn, maybe, proved);
        }
    }

    private Checklist(@Nullable ReasonCode reason, List<Check> checks) {
        this.reason = reason;
        this.checks = checks;
    }

    /** The checklist of a connector. */
    static Troubleshooting of(ConnectorRow row, Platform platform) {
        ReasonCode reason = row.reason() == null ? null : row.reason().code();
        PermissionGaps denied = row.permissionGaps();
        PermissionPatch patch = denied == null ? null : denied.patch();
        // What is denied is worth a look once the account is reached.
        String command = patch == null || (reason != null && !leavesTheRestGreen(reason)) ? null : patch.command();
        List<Check> checks = switch (row.provider()) {
            case AWS -> ProviderChecks.aws(row, command, platform);
            case AZURE -> ProviderChecks.azure(row, command);
            case GCP -> ProviderChecks.gcp(row, command);
        };
        List<Step> steps = new ArrayList<>();
        steps.add(enabled(row.enabled()));
        steps.addAll(new Checklist(reason, checks).steps(row.lastSuccessAt() != null));
        return new Troubleshooting(List.copyOf(steps), denied == null ? List.of() : denied.gaps(), patch);
    }

    private static Step enabled(boolean enabled) {
        return new Step(
                "enabled",
                "The connector is enabled",
                enabled ? Status.DONE : Status.FAILED,
                "A connector that is not enabled is not run: PATCH it with enabled true.",
                null);
    }

    private List<Step> steps(boolean everSucceeded) {
        int failure = firstFailure();
        boolean passed = everSucceeded && (reason == null || leavesTheRestGreen(reason));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            steps.add(new Step(
                    check.id(), check.title(), status(check, i, failure, passed), check.detail(), check.value()));
        }
        return steps;
    }

    private Status status(Check check, int at, int failure, boolean passed) {
        if (reason != null && check.failsOn().contains(reason)) {
            return Status.FAILED;
        }
        if (reason != null && check.maybe().contains(reason)) {
            return Status.UNKNOWN;
        }
        if (check.known() != null) {
            return check.known();
        }
        return passed || at < failure ? Status.DONE : Status.UNKNOWN;
    }

    private int firstFailure() {
        for (int i = 0; i < checks.size(); i++) {
            if (reason != null && checks.get(i).failsOn().contains(reason)) {
                return i;
            }
        }
        return -1;
    }

    /** With these a run goes on past what they name, so the other steps hold. */
    private static boolean leavesTheRestGreen(ReasonCode reason) {
        return switch (reason.reasonClass()) {
            case PARTIAL, SKIPPED, WARNING -> true;
            case PERMANENT, TRANSIENT, PLATFORM, AWAITING -> false;
        };
    }
}
