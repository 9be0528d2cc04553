package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What applying a set did, or would do. */
@Schema(name = "ApplyResult", description = "What applying a set did, or with dryRun would do.")
public record ApplyResult(
        @Schema(required = true, examples = "payments-prod") String applySet,
        @Schema(required = true) boolean dryRun,
        @Schema(required = true) Summary summary,

        @Schema(required = true, description = "The connectors of the body in its order, then those that left the set.")
        List<Item> items) {

    /** What is done with one connector. */
    @Schema(name = "ApplyAction")
    public enum Action {
        /** It is made. */
        CREATE,
        /** It is changed. */
        UPDATE,
        /** It is not in the body any more, so it is disabled; nothing of it is deleted. */
        DISABLE,
        /** It is as declared. */
        UNCHANGED
    }

    /** What came of it. */
    @Schema(name = "ApplyOutcome")
    public enum Outcome {
        /** It is done. */
        DONE,
        /** It would be done. */
        PLANNED,
        /** It was not done, for the reason in {@code problem}; the others are not affected. */
        FAILED
    }

    /** How many. */
    @Schema(name = "ApplySummary")
    public record Summary(
            @Schema(required = true) int created,
            @Schema(required = true) int updated,
            @Schema(required = true) int disabled,
            @Schema(required = true) int unchanged,

            @Schema(required = true, description = "In no other of these numbers.")
            int failed) {

        private static Summary of(List<Item> items) {
            return new Summary(
                    count(items, Action.CREATE),
                    count(items, Action.UPDATE),
                    count(items, Action.DISABLE),
                    count(items, Action.UNCHANGED),
                    (int) items.stream()
                            .filter(item -> item.result() == Outcome.FAILED)
                            .count());
        }

        private static int count(List<Item> items, Action action) {
            return (int) items.stream()
                    .filter(item -> item.result() != Outcome.FAILED && item.action() == action)
                    .count();
        }
    }

    /** One connector. */
    @Schema(name = "ApplyItem")
    public record Item(
            @Schema(required = true) String name,

            @Schema(required = true, nullable = true, description = "Null where it was not clear.") @Nullable
            Action action,

            @Schema(required = true, nullable = true, description = "Null where there is no connector.") @Nullable
            UUID id,

            @Schema(required = true) Outcome result,

            @Schema(required = true, description = "The members that change; \"credential\" stands for a new secret.")
            List<String> changes,

            @Schema(required = true, nullable = true, description = "With FAILED; its pointers lead into the body.")
            @Nullable
            Problem problem) {}

    static ApplyResult of(String set, boolean dryRun, List<Item> items) {
        return new ApplyResult(set, dryRun, Summary.of(items), items);
    }
}
