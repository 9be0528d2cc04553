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
 * What the slices of a run say together. What is left out on purpose (a region that is off, an organisation's deny) never
 * makes a run worse. A run that was kept from every slice by trouble that passes has FAILED; one that saw something, or
 * was refused, is PARTIAL: the identity holds.
 */
final class Verdict {
    private Verdict() {}

    static Attempt.Result of(List<Slice> slices) {
        List<Reason> shortfalls = slices.stream()
                .flatMap(Verdict::reasons)
                .filter(reason -> reason.code().reasonClass() != ReasonClass.SKIPPED)
                .toList();
        if (shortfalls.isEmpty()) {
            return new Attempt.Result(RunOutcome.SUCCEEDED, null, slices.size());
        }
        Reason telling =
                shortfalls.stream().min(Comparator.comparingInt(Verdict::rank)).orElseThrow();
        boolean nothingSeen = slices.stream().noneMatch(Slice.Seen.class::isInstance);
        boolean allPasses =
                shortfalls.stream().allMatch(reason -> reason.code().reasonClass() == ReasonClass.TRANSIENT);
        RunOutcome outcome = nothingSeen && allPasses ? RunOutcome.FAILED : RunOutcome.PARTIAL;
        return new Attempt.Result(outcome, telling, slices.size());
    }

    private static Stream<Reason> reasons(Slice slice) {
        return switch (slice) {
            case Slice.Seen(var gaps) -> gaps.stream().map(Gap::reason);
            case Slice.Blind(var reason) -> Stream.of(reason);
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
