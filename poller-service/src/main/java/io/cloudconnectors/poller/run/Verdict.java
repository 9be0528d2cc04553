package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.RunOutcome;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the slices of a run say together. What is left out on purpose (a region that is off, an organisation's deny) does
 * not make a run worse, as long as something was seen. A run that was kept from every slice by trouble that passes has
 * FAILED; one that saw something, or was refused, is PARTIAL: the identity holds.
 */
final class Verdict {
    private Verdict() {}

    static Work.Conclusion of(List<Slice> slices) {
        List<Reason> reasons = slices.stream().flatMap(Verdict::reasons).toList();
        List<Reason> shortfalls = reasons.stream()
                .filter(reason -> reason.code().reasonClass() != ReasonClass.SKIPPED)
                .toList();
        boolean seen = slices.stream().anyMatch(Slice.Seen.class::isInstance);
        if (shortfalls.isEmpty() && (seen || reasons.isEmpty())) {
            return new Work.Conclusion(RunOutcome.SUCCEEDED, null);
        }
        boolean passes = !shortfalls.isEmpty() && shortfalls.stream().allMatch(Verdict::passes);
        return new Work.Conclusion(
                !seen && passes ? RunOutcome.FAILED : RunOutcome.PARTIAL,
                reasons.stream().min(Comparator.comparingInt(Verdict::rank)).orElseThrow());
    }

    private static Stream<Reason> reasons(Slice slice) {
        return switch (slice) {
            case Slice.Seen(var gaps) -> gaps.stream().map(Gap::reason);
            case Slice.Blind(var reason) -> Stream.of(reason);
        };
    }

    private static boolean passes(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case TRANSIENT, PLATFORM -> true;
            case PERMANENT, PARTIAL, SKIPPED, WARNING, AWAITING -> false;
        };
    }

    /** What the customer can change comes before what passes by itself. */
    private static int rank(Reason reason) {
        return switch (reason.code().reasonClass()) {
            case PERMANENT -> 0;
            case PARTIAL -> 1;
            case WARNING -> 2;
            case TRANSIENT -> 3;
            case PLATFORM -> 4;
            case AWAITING -> 5;
            case SKIPPED -> 6;
        };
    }
}
