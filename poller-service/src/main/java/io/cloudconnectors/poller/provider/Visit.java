package io.cloudconnectors.poller.provider;

import io.cloudconnectors.contracts.KnownDenial;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.RunRequest;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.pace.Pace;
import java.util.List;
import java.util.Optional;

/**
 * One run's visit to an account: who sends us, with what, and what we are not to do there.
 *
 * @param denials what is reported as denied without a call
 * @param calls where each request that is sent with the credential is counted
 * @param pace asked before each of them
 */
public record Visit(
        RunRequest request, RevealedCredential credential, List<KnownDenial> denials, CallCount calls, Pace pace) {
    public Visit {
        denials = List.copyOf(denials);
    }

    /** Why a permission is not asked for in a slice; empty when it is. */
    public Optional<Reason> denied(SliceKey slice, String permission) {
        return denials.stream()
                .filter(denial -> denial.slice().equals(slice)
                        && permission.equals(denial.reason().subject()))
                .map(KnownDenial::reason)
                .findFirst();
    }

    @Override
    public String toString() {
        return "Visit[" + request.runId() + ", [redacted]]";
    }
}
