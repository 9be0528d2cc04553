package io.cloudconnectors.vault.reconcile;

import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateSign;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether what nobody committed is found and deleted. */
@ApplicationScoped
class ReconcileSign implements StateSign {
    private final Reconciliation reconciliation;

    ReconcileSign(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @Override
    public String name() {
        return "reconciliation";
    }

    @Override
    public Seen look() {
        return reconciliation.isSuspended()
                ? Seen.degraded(
                        "connector-api does not say which versions are committed, or cannot be believed; what nobody committed"
                                + " stays")
                : Seen.ready();
    }
}
