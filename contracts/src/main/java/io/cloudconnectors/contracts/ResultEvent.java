package io.cloudconnectors.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a poller reports on the results topic, keyed by connector id. All of a run's events are sent in this order: for
 * each slice its chunks, then its end; {@link RunFinished} last. Each is fenced by the epoch of its lease.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResultEvent.SliceChunk.class, name = "SLICE_CHUNK"),
    @JsonSubTypes.Type(value = ResultEvent.SliceSeen.class, name = "SLICE_SEEN"),
    @JsonSubTypes.Type(value = ResultEvent.SliceBlind.class, name = "SLICE_BLIND"),
    @JsonSubTypes.Type(value = ResultEvent.RunFinished.class, name = "RUN_FINISHED")
})
public sealed interface ResultEvent {
    /** The attempt that sends the event. */
    Origin origin();

    /** Which attempt of which run, under which fence. */
    record Origin(UUID runId, int attempt, long epoch, UUID connectorId, String tenant) {}

    /**
     * Some assets of a slice.
     *
     * @param chunk 0, 1, 2 ... within the slice
     */
    record SliceChunk(Origin origin, SliceKey slice, int chunk, List<Asset> assets) implements ResultEvent {}

    /**
     * The slice was looked at to its end. What it had before and has no longer is gone, except for the types of its
     * gaps.
     *
     * @param chunks how many chunks were sent; a slice whose chunks did not all arrive is blind
     * @param assets how many assets they held
     * @param gaps the resource types that could not be looked at
     * @param observedAt when the last page arrived
     */
    record SliceSeen(Origin origin, SliceKey slice, int chunks, int assets, List<Gap> gaps, Instant observedAt)
            implements ResultEvent {}

    /**
     * A resource type that a slice could not look at; its assets stay as they are.
     *
     * @param type {@link #EVERY_TYPE} when it is not known which types the look missed: what was sent is there, and nothing
     *     of the slice is gone
     * @param listed whether its resources were listed to the end all the same, and only something of what is told of each
     *     could not be read: then one that is absent is gone. Absent in an event of an older producer means false
     */
    record Gap(
            String type,
            Reason reason,
            @JsonSetter(nulls = Nulls.AS_EMPTY) boolean listed) {
        public static final String EVERY_TYPE = "*";

        /** A type that could not be listed. */
        public Gap(String type, Reason reason) {
            this(type, reason, false);
        }
    }

    /** Nothing of the slice could be looked at; its assets stay as they are. */
    record SliceBlind(Origin origin, SliceKey slice, Reason reason) implements ResultEvent {}

    /**
     * The attempt is over.
     *
     * @param reason present when PARTIAL or FAILED; of a PARTIAL run the reason of its most telling gap. A SUCCEEDED run has
     *     one when something should be acted on all the same; it is of class WARNING
     * @param externalIdProof present when it was asked for ({@link LeaseGrant#proveExternalId}) and came to an answer; says
     *     nothing about the outcome
     * @param slices how many slice ends were sent
     * @param steps of a run with the trigger TEST that came to its first step, what it tried, in that order; absent of any
     *     other
     * @param calls how many requests were sent with the customer's credential, by the provider's short name of the service,
     *     each attempt of a call counted; absent when none was, and in an event of an older producer
     */
    record RunFinished(
            Origin origin,
            RunOutcome outcome,
            @Nullable Reason reason,
            @Nullable ExternalIdProof externalIdProof,
            int slices,
            Instant finishedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<TestStep> steps,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, Integer> calls)
            implements ResultEvent {

        /** The end of a run that was no connection test, and called nobody. */
        public RunFinished(
                Origin origin,
                RunOutcome outcome,
                @Nullable Reason reason,
                @Nullable ExternalIdProof externalIdProof,
                int slices,
                Instant finishedAt) {
            this(origin, outcome, reason, externalIdProof, slices, finishedAt, null, null);
        }
    }
}
