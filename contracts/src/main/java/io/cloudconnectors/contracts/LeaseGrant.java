package io.cloudconnectors.contracts;

/**
 * The right to do one attempt of a run, until the lease ends.
 *
 * @param epoch the connector's fence; everything that the attempt sends carries it
 * @param leaseSeconds how long the lease lasts without a heartbeat
 * @param budgetSeconds how long the run may take from now on
 * @param runToken opaque to the poller; the vault reveals this run's credential to its bearer. Never log it
 * @param proveExternalId AWS: whether the run is to prove that the role asks for the External ID, since nobody has for this
 *     credential version; absent in a body of an older connector-api means false
 */
public record LeaseGrant(long epoch, int leaseSeconds, int budgetSeconds, String runToken, boolean proveExternalId) {
    @Override
    public String toString() {
        return "LeaseGrant[epoch=" + epoch + ", leaseSeconds=" + leaseSeconds + ", runToken=[redacted]]";
    }
}
