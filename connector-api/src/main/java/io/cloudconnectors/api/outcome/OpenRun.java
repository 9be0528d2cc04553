package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that a poller has or had, with what its end is decided from.
 *
 * @param slicesArrived slice ends of this attempt that are recorded
 * @param slicesIncomplete how many of them lacked chunks
 * @param externalIdProof what came of the last proof with the run's credential version; absent before there was one
 */
public record OpenRun(
        UUID id,
        RunLife.Running life,
        int slicesArrived,
        int slicesIncomplete,
        @Nullable ExternalIdProof externalIdProof) {

    /** The same after the run's own proof; one that was not tried, or came to no answer, leaves the last. */
    public OpenRun proving(@Nullable ExternalIdProof proof) {
        return proof == null ? this : new OpenRun(id, life, slicesArrived, slicesIncomplete, proof);
    }

    /** A success is none without a warning as long as the last proof failed, also when this run had none. */
    public RunEnd warned(RunEnd end, Instant at) {
        return switch (end) {
            case RunEnd.Succeeded()
            when externalIdProof == ExternalIdProof.NOT_ENFORCED ->
                new RunEnd.Warned(
                        new Reason(ReasonCode.AWS_EXTERNAL_ID_NOT_ENFORCED, null, null, "sts:AssumeRole", at));
            case RunEnd.Succeeded _, RunEnd.Warned _, RunEnd.Partial _, RunEnd.Failed _, RunEnd.Cancelled _ -> end;
        };
    }

    /** The arrived slices against what the poller says it sent. */
    public RunLife.Slices slices(int sent) {
        return new RunLife.Slices(sent, slicesArrived, slicesIncomplete);
    }
}
