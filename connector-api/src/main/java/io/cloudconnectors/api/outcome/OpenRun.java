package io.cloudconnectors.api.outcome;

import io.cloudconnectors.api.run.RunEnd;
import io.cloudconnectors.api.run.RunLife;
import io.cloudconnectors.contracts.ExternalIdProof;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.RunFinished;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that a poller has or had, with what its end is decided from.
 *
 * @param slicesArrived slice ends of this attempt that are recorded
 * @param slicesIncomplete how many of them lacked chunks
 * @param externalIdProof what came of the last proof with the run's credential version; absent before there was one
 * @param calls what its poller sent with the credential, requests by service; null when it told nothing
 * @param whole whether the poller is done, and all that it sent of the account arrived
 */
public record OpenRun(
        UUID id,
        RunLife.Running life,
        int slicesArrived,
        int slicesIncomplete,
        @Nullable ExternalIdProof externalIdProof,
        @Nullable Map<String, Integer> calls,
        boolean whole) {

    /** A run whose poller has not said yet that it is done. */
    public OpenRun(
            UUID id,
            RunLife.Running life,
            int slicesArrived,
            int slicesIncomplete,
            @Nullable ExternalIdProof externalIdProof) {
        this(id, life, slicesArrived, slicesIncomplete, externalIdProof, null, false);
    }

    /**
     * The same with what its poller says beside how it ended. A proof that was not tried, or came to no answer, leaves the
     * last.
     */
    public OpenRun told(RunFinished finished) {
        ExternalIdProof proof = finished.externalIdProof();
        return new OpenRun(
                id,
                life,
                slicesArrived,
                slicesIncomplete,
                proof == null ? externalIdProof : proof,
                finished.calls(),
                !slices(finished.slices()).lost());
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
