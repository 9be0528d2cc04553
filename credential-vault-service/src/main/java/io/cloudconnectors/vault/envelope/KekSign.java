package io.cloudconnectors.vault.envelope;

import io.cloudconnectors.vault.kek.KekException;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateSign;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether the KEK opens this keystore, by the value that every keystore has for that. */
@ApplicationScoped
class KekSign implements StateSign {
    private final KekCheck check;
    private final TenantKeys tenantKeys;

    KekSign(KekCheck check, TenantKeys tenantKeys) {
        this.check = check;
        this.tenantKeys = tenantKeys;
    }

    @Override
    public String name() {
        return "kek";
    }

    @Override
    public Seen look() {
        try {
            check.open();
            return Seen.ready();
        } catch (UnsealException wrong) {
            return Seen.sealed(
                    "The KEK does not open this keystore. Give the vault the KEK of this keystore, or the keystore of this"
                            + " KEK");
        } catch (StorageException away) {
            return Seen.sealed("The keystore cannot be read. " + away.getMessage());
        } catch (KekException away) {
            return tenantKeys.isWarm()
                    ? Seen.degraded(
                            "Tenants whose keys are in memory are served, the others are not. " + away.getMessage())
                    : Seen.sealed(String.valueOf(away.getMessage()));
        }
    }
}
