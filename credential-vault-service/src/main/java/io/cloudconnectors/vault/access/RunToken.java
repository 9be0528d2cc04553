package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.caller.Callers;
import java.util.UUID;

/** What a verified run token says: which attempt of which run may have which credential version. */
record RunToken(UUID run, int attempt, String tenant, UUID connector, UUID credential, int credentialVersion) {

    Callers.Holder holder() {
        return new Callers.Holder(tenant, connector, run, attempt);
    }

    boolean isFor(UUID otherCredential, int otherVersion) {
        return credential.equals(otherCredential) && credentialVersion == otherVersion;
    }

    boolean isOf(String otherTenant, UUID otherConnector) {
        return tenant.equals(otherTenant) && connector.equals(otherConnector);
    }
}
