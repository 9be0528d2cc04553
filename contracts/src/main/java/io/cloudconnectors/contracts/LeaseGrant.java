package io.cloudconnectors.contracts;

import java.util.List;

/**
 * The right to do one attempt of a run, until the lease ends.
 *
 * @param epoch the connector's fence; everything that the attempt sends carries it
 * @param leaseSeconds how long the lease lasts without a heartbeat
 * @param budgetSeconds how long the run may take from now on
 * @param runToken opaque to the poller; the vault reveals this run's credential to its bearer. Never log it
 * @param proveExternalId AWS: whether the run is to prove that the role asks for the External ID, since nobody has for this
 *     credential version; absent in a body of an older connector-api means false
 * @param denials what the account has denied so often, with these settings and this credential, that it is not to be asked
 *     for again in this run; absent in a body of an older connector-api means none
 */
public record LeaseGrant(
        long epoch,
        int leaseSeconds,
        int budgetSeconds,
        String runToken,
        boolean proveExternalId,
        List<KnownDenial> denials) {
    @SuppressWarnings("NullAway") // older peers leave it out
    public LeaseGrant {
        denials = denials == null ? List.of() : List.copyOf(denials);
    }

    /** A lease of an account that has denied nothing. */
    public LeaseGrant(long epoch, int leaseSeconds, int budgetSeconds, String runToken, boolean proveExternalId) {
        this(epoch, leaseSeconds, budgetSeconds, runToken, proveExternalId, List.of());
    }

    @Override
    public String toString() {
        return "LeaseGrant[epoch=" + epoch + ", leaseSeconds=" + leaseSeconds + ", runToken=[redacted]]";
    }
}
